#pragma once

#include "base/clock.hpp"
#include "base/work_pool.hpp"
#include "http/router.hpp"
#include "objects/disk.hpp"
#include "objects/signature.hpp"
#include "objects/store.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::objects {

/// The store on this machine's disk, reached at /s3/<bucket>/<key> of the product's own address.
/// Thread-safe; the pool and the clock outlive it.
class embedded_store final : public store {
public:
    struct options {
        std::filesystem::path directory; ///< made if it is not there
        std::string bucket = "contents";
        /// What addresses are signed with; without it, a pair that is made once and kept in the directory.
        std::optional<credentials> keys{};
        /// The host that addresses are signed for. Empty (the default): the Host header of the request
        /// that asked for them, so that the same pages work under any name the machine has. Set it when
        /// a proxy changes the Host header on the way.
        std::string host{};
    };

    /// Blocks (it makes the directory).
    embedded_store(options with, work_pool& blocking, const clock& now);

    task<std::string> begin(std::string key, std::uint64_t size, std::uint64_t part_size) override;
    std::string part_address(std::string_view host, std::string_view key, std::string_view upload_id, int number,
                             std::chrono::seconds valid) const override;
    task<stored> complete(std::string key, std::string upload_id, std::vector<std::string> etags) override;
    task<> abort(std::string key, std::string upload_id) override;
    std::string address(std::string_view host, std::string_view key, const presentation& as,
                        std::chrono::seconds valid) const override;
    task<std::optional<stored>> head(std::string key) override;
    task<std::string> read(std::string key, std::uint64_t offset, std::size_t length) override;
    task<> remove(std::string key) override;

    // What the routes of /s3 are made of.

    const std::string& bucket() const { return with_.bucket; }
    verdict judge(std::string_view method, std::string_view host, std::string_view path, const parameters& query) const;
    /// Takes a part as it arrives; its MD5 in hex. More than the upload's part size is EntityTooLarge.
    task<std::string> put_part(std::string key, std::string upload_id, int number, http::body_source& from);
    task<std::optional<opened_object>> open(std::string key);

    /// Removes uploads that were begun more than a day ago; how many.
    task<int> sweep();
    /// sweep() at once and then hourly, for ever: spawn it once.
    task<> keep_swept();

private:
    std::string path_of(std::string_view key) const;
    std::string_view host_for(std::string_view request_host) const;

    options with_;
    credentials keys_;
    work_pool& blocking_;
    const clock& time_;
    disk disk_;
};

} // namespace ahimmoyak::objects
