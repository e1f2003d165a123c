#pragma once

#include "base/values.hpp"
#include "objects/store.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::objects {

/// An open file and what is known of it.
struct opened_object {
    std::shared_ptr<const int> descriptor; ///< closes itself
    stored is;
};

struct upload_about {
    std::string key;
    std::int64_t size = 0;
    std::int64_t part_size = 0;
    timestamp begun_at{};
};

/// The files of the embedded store:
///
///     objects/<2>/<key>          an object, there only when it is whole
///     objects/<2>/<key>~about    its size and ETag, written before it
///     uploads/<id>/about         what was begun
///     uploads/<id>/00001-<md5>   a part that is whole and on the disk
///     uploads/<id>/incoming-…    a part on its way
///
/// Every function blocks. Thread-safe. Throws problems as store.hpp has them.
class disk {
public:
    explicit disk(std::filesystem::path directory);

    std::string begin(std::string_view key, std::uint64_t size, std::uint64_t part_size, timestamp now);
    upload_about about(std::string_view key, std::string_view upload_id) const;
    stored complete(std::string_view key, std::string_view upload_id, const std::vector<std::string>& etags);
    void abort(std::string_view key, std::string_view upload_id);
    std::optional<opened_object> open(std::string_view key) const;
    void remove(std::string_view key);
    /// Removes uploads begun before the moment; how many.
    int sweep(timestamp begun_before);

    /// A part while it arrives; gone from the disk unless finish() returned.
    class part;
    std::unique_ptr<part> open_part(std::string_view upload_id, int number) const;

private:
    std::filesystem::path object_path(std::string_view key) const;
    std::filesystem::path upload_path(std::string_view upload_id) const;

    std::filesystem::path directory_;
    std::mutex mutex_;
    std::set<std::string, std::less<>> completing_; // guarded by mutex_
};

class disk::part {
public:
    virtual ~part() = default;
    virtual void write(std::span<const char> bytes) = 0;
    /// On the disk when it returns; the MD5 in hex.
    virtual std::string finish() = 0;
};

} // namespace ahimmoyak::objects
