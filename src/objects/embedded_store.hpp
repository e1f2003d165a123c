#pragma once

#include "base/clock.hpp"
#include "base/work_pool.hpp"
#include "http/router.hpp"
#include "objects/access_keys.hpp"
#include "objects/disk.hpp"
#include "objects/payload.hpp"
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
    task<std::string> put_part(std::string key, std::string upload_id, int number, std::string bytes) override;
    task<stored> complete(std::string key, std::string upload_id, std::vector<std::string> etags) override;
    task<> abort(std::string key, std::string upload_id) override;
    std::string address(std::string_view host, std::string_view key, const presentation& as,
                        std::chrono::seconds valid) const override;
    task<std::optional<stored>> head(std::string key) override;
    task<std::string> read(std::string key, std::uint64_t offset, std::size_t length) override;
    task<std::optional<local_file>> open_here(std::string key) override;
    task<> remove(std::string key) override;

    task<std::vector<sent_part>> parts(std::string key, std::string upload_id) override;

    // What the routes of /s3 are made of.

    const std::string& bucket() const { return with_.bucket; }
    const credentials& own_keys() const { return keys_; }
    const access_keys& outside_keys() const { return outside_keys_; }
    std::string_view host_for(std::string_view request_host) const;
    timestamp now() const { return time_.now(); }
    work_pool& blocking() { return blocking_; }
    disk& files() { return disk_; }

    /// Takes a body as it arrives: it is read while what came before is summed and written. More than
    /// `limit` bytes are EntityTooLarge. On the disk, and all that the client says of it verified, when
    /// it comes back.
    task<sums> receive(http::body_source& from, payload& check, arrival& into, std::uint64_t limit);

    /// Removes uploads that were begun more than a day ago; how many.
    task<int> sweep();
    /// sweep() at once and then hourly, for ever: spawn it once.
    task<> keep_swept();

private:
    std::string path_of(std::string_view key) const;

    options with_;
    credentials keys_;
    access_keys outside_keys_;
    work_pool& blocking_;
    const clock& time_;
    disk disk_;
};

} // namespace ahimmoyak::objects
