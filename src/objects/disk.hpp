#pragma once

#include "base/values.hpp"
#include "objects/about.hpp"
#include "objects/arrival.hpp"
#include "objects/listing.hpp"
#include "objects/store.hpp"

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::objects {

/// An open file and what is known of it.
struct opened_object {
    std::shared_ptr<const int> descriptor; ///< closes itself
    stored is;
    object_about about;
};

/// A part of an upload that is whole and on the disk.
struct part_about {
    int number = 0;
    std::uint64_t size = 0;
    std::string md5;
    std::optional<std::uint32_t> crc32;
    timestamp modified{};
    std::filesystem::path file;
    std::int64_t order = 0; ///< of two with one number, the later is the part
};

struct named_part {
    int number = 0;
    std::string etag; ///< quotes or not
};

struct begun_upload_of {
    std::string upload_id;
    upload_about about;
};

/// Under which an object is written or removed (If-Match, If-None-Match).
struct write_condition {
    bool only_new = false;
    std::optional<std::string> etag{}; ///< of what is there
};

/// What a scrub found wrong.
struct broken_object {
    std::string key;
    enum class kind : std::uint8_t { missing, short_or_long, altered, unreadable } is;
};

/// The files of the embedded store:
///
///     objects/<2>/<name>          an object's bytes
///     objects/<2>/<name>~about    its size, ETag, CRC-32 and fields: with it the object is there
///     objects/<2>/<name>~<random> the bytes of one that was written again; its ~about names it
///     uploads/<id>/about          what was begun
///     uploads/<id>/00001-<md5>-<crc32>  a part that is whole and on the disk
///     uploads/<id>/incoming-…     a part on its way
///     uploads/incoming-…          an object on its way
///
/// <name> is the key where it is one of ours (valid_key), else = and the SHA-256 of the key: no key of a
/// stranger is ever part of a path.
///
/// Every function blocks. Thread-safe. Throws problems as store.hpp has them.
class disk {
public:
    explicit disk(std::filesystem::path directory);

    // Uploads in parts.
    std::string begin(std::string_view key, std::uint64_t size, std::uint64_t part_size, timestamp now,
                      kept_fields fields = {});
    upload_about about(std::string_view key, std::string_view upload_id) const;
    std::unique_ptr<arrival> open_part(std::string_view upload_id) const;
    void keep_part(arrival& bytes, const sums& are, std::string_view upload_id, int number) const;
    /// By their numbers, of each the last that came.
    std::vector<part_about> parts(std::string_view key, std::string_view upload_id) const;
    /// `crc32` in base64, of the whole, when the client says it.
    stored complete(std::string_view key, std::string_view upload_id, const std::vector<named_part>& of, timestamp now,
                    const write_condition& when = {}, std::string_view crc32 = {});
    void abort(std::string_view key, std::string_view upload_id);
    std::vector<begun_upload_of> uploads() const;
    /// Removes uploads begun before the moment; how many.
    int sweep(timestamp begun_before);

    // Objects.
    std::unique_ptr<arrival> open_object() const;
    stored keep_object(arrival& bytes, const sums& are, std::string_view key, kept_fields fields, timestamp now,
                       const write_condition& when = {});
    std::optional<opened_object> open(std::string_view key) const;
    void remove(std::string_view key, const write_condition& when = {});
    list_page list(const list_wish& wish);

    /// Reads every object anew; tells of each whether it is sound.
    struct scrub_step {
        std::string key;
        std::uint64_t bytes = 0;
        std::optional<broken_object::kind> broken;
    };
    void scrub(const std::function<void(const scrub_step&)>& tell) const;
    /// Bytes that no object owns since before the moment (a crash left them); removes them.
    int clear_leftovers(timestamp before) const;

private:
    struct place {
        std::filesystem::path folder;
        std::string name;
        std::filesystem::path about() const { return folder / (name + "~about"); }
    };
    place place_of(std::string_view key) const;
    std::filesystem::path upload_path(std::string_view upload_id) const;
    std::optional<object_about> read_about(const std::filesystem::path& at) const;
    stored commit(std::string_view key, object_about about, const write_condition& when,
                  const std::function<void(const std::filesystem::path&)>& move_to);
    void each_object(const std::function<void(std::string_view key, const object_about&,
                                              const std::filesystem::path& bytes)>& call) const;
    std::mutex& lock_of(std::string_view name);

    std::filesystem::path directory_;
    std::array<std::mutex, 16> locks_; // of the objects, by their names
    std::mutex mutex_;
    std::set<std::string, std::less<>> completing_; // guarded by mutex_
    std::mutex index_mutex_;
    std::optional<object_index> index_; // guarded by index_mutex_; made when a list is first asked for
};

} // namespace ahimmoyak::objects
