#pragma once

#include "base/clock.hpp"
#include "base/work_pool.hpp"
#include "objects/signature.hpp"
#include "objects/store.hpp"

#include <atomic>
#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::objects {

/// The store at another S3: a cloud's, or one of one's own. Browsers send and read by its own addresses; what
/// we ask of it ourselves goes over libcurl, by signed addresses too. Thread-safe; the clock outlives it.
class outside_store final : public store {
public:
    struct options {
        std::string endpoint; ///< https://s3.example.kr, with a port or a path if it has one
        std::string bucket;
        credentials keys{};     ///< with the region
        bool path_style = true; ///< the bucket in the path, not in the name of the host
    };

    /// Throws std::invalid_argument for an endpoint that is no address.
    outside_store(options with, const clock& now);

    task<std::string> begin(std::string key, std::uint64_t size, std::uint64_t part_size) override;
    std::string part_address(std::string_view host, std::string_view key, std::string_view upload_id, int number,
                             std::chrono::seconds valid) const override;
    task<std::string> put_part(std::string key, std::string upload_id, int number, std::string bytes) override;
    task<std::vector<sent_part>> parts(std::string key, std::string upload_id) override;
    task<stored> complete(std::string key, std::string upload_id, std::vector<std::string> etags) override;
    task<> abort(std::string key, std::string upload_id) override;
    std::string address(std::string_view host, std::string_view key, const presentation& as,
                        std::chrono::seconds valid) const override;
    task<std::optional<stored>> head(std::string key) override;
    task<std::string> read(std::string key, std::uint64_t offset, std::size_t length) override;
    task<> remove(std::string key) override;
    std::string origin() const override { return scheme_ + host_; }

    /// PUTs a part to one of its addresses, as a page would; its ETag.
    task<std::string> send(std::string address, std::string_view bytes);

    /// Why it cannot be used, in its own words; nothing when an upload could be begun and given up. Blocks.
    std::optional<std::string> trouble() const;
    /// head() for who has no coroutine. Blocks.
    std::optional<stored> look(std::string_view key) const;

    const std::string& bucket() const { return with_.bucket; }

    /// Whoever waits for it gets no answer within a second; then the threads end.
    void finish();

private:
    struct question {
        std::string_view method;
        std::string_view key;
        parameters query{};
        std::string body{};
        std::string range{};
        long seconds = 30;
    };
    struct reply {
        int status = 0;
        std::string body;
        std::string etag;
        std::uint64_t length = 0;
        std::string code() const; ///< the refusal's, of S3
    };
    reply ask(const question& what) const;
    reply send_to(const std::string& address, std::string_view method, std::string_view body, const std::string& range,
                  long seconds) const;
    std::string address_of(std::string_view method, std::string_view key, parameters query,
                           std::chrono::seconds valid) const;
    std::string begin_now(std::string_view key) const;
    void abort_now(std::string_view key, std::string_view upload_id) const;

    options with_;
    const clock& time_;
    std::string scheme_;
    std::string host_; ///< as in the Host field, with the bucket where it belongs there
    std::string path_; ///< before the key, ending in /
    work_pool blocking_{8};
    mutable std::atomic<bool> stopping_{false};
};

} // namespace ahimmoyak::objects
