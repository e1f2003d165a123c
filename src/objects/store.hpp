#pragma once

#include "base/task.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::objects {

/// The largest file, and how many parts an upload may have (Amazon S3, "Multipart upload limits").
inline constexpr std::uint64_t largest_object = 20ULL << 30;
inline constexpr std::uint64_t most_parts = 10'000;

/// Bytes of every part but the last: max(8 MiB, size ÷ 9,000 rounded up).
constexpr std::uint64_t part_size_of(std::uint64_t size)
{
    const std::uint64_t even = (size + 8'999) / 9'000;
    return even > (8ULL << 20) ? even : 8ULL << 20;
}

/// An object that is there.
struct stored {
    std::uint64_t size = 0;
    std::string etag; ///< as S3 has it, without quotes: "<hex>" or "<hex>-<parts>"
};

/// A part of an unfinished upload that is there.
struct sent_part {
    int number = 0;
    std::uint64_t size = 0;
    std::string etag;
};

/// An object that is a file of this machine.
struct local_file {
    std::shared_ptr<const int> descriptor; ///< open; closes itself
    std::uint64_t size = 0;
};

/// How a browser shall take an object that it reads through a signed address.
struct presentation {
    std::string content_type;
    std::string filename;    ///< UTF-8, as the person called it
    bool attachment = false; ///< saved rather than shown
};

/// Where files rest: the embedded store below a data directory, or an outside S3. Keys are made by
/// new_key() and never by people. All functions from any thread; those that return a task resume on
/// the caller's executor.
///
/// Refusals are problems with S3's names as their codes: NoSuchUpload and NoSuchKey (404),
/// InvalidPart, InvalidPartOrder, EntityTooSmall (400), and 507 when the disk is full.
class store {
public:
    virtual ~store() = default;

    /// Begins a multipart upload of `size` bytes in parts of `part_size`; its upload id. A disk that
    /// certainly cannot take it is a 507 now rather than at the end.
    virtual task<std::string> begin(std::string key, std::uint64_t size, std::uint64_t part_size) = 0;

    /// The signed address to PUT part `number` (from 1) to. For the embedded store it is the path and
    /// query of the product's own origin, signed for `host` (the Host header the client will send);
    /// an outside store answers a whole URL and ignores `host`.
    virtual std::string part_address(std::string_view host, std::string_view key, std::string_view upload_id,
                                     int number, std::chrono::seconds valid) const = 0;

    /// The parts that arrived, by their numbers.
    virtual task<std::vector<sent_part>> parts(std::string key, std::string upload_id) = 0;

    /// Sends part `number` (from 1) of what this program itself made; its ETag.
    virtual task<std::string> put_part(std::string key, std::string upload_id, int number, std::string bytes);

    /// Makes the object of the parts with these ETags (quotes or not), in order. Doing it again with
    /// the same ETags answers the same.
    virtual task<stored> complete(std::string key, std::string upload_id, std::vector<std::string> etags) = 0;

    /// Gives an upload up; what was sent is removed. No error when there is none.
    virtual task<> abort(std::string key, std::string upload_id) = 0;

    /// The signed address to GET the object from, with ranges.
    virtual std::string address(std::string_view host, std::string_view key, const presentation& as,
                                std::chrono::seconds valid) const = 0;

    virtual task<std::optional<stored>> head(std::string key) = 0;

    /// Up to `length` bytes (at most 1 MiB) from `offset` on; fewer at the end, none behind it.
    virtual task<std::string> read(std::string key, std::uint64_t offset, std::size_t length) = 0;

    /// The object as a file, for who sends it on himself; nothing when it is not there, or not on this machine: then
    /// read() gives its bytes.
    virtual task<std::optional<local_file>> open_here(std::string key);

    /// No error when it is not there.
    virtual task<> remove(std::string key) = 0;

    /// "https://s3.example.kr" where addresses lead elsewhere than to the product itself; else empty.
    virtual std::string origin() const { return {}; }
};

/// A key nobody can guess, ending in the suffix (letters and digits, at most 8; others are left out):
/// "k3v…9q.mp4".
std::string new_key(std::string_view suffix);

/// Is this a key as new_key() makes them? Anything else never reaches the disk.
bool valid_key(std::string_view key);

/// So many bytes of an object, in as many reads as it takes; a store that ends before is unavailable().
task<std::string> read_whole(store& from, std::string key, std::uint64_t offset, std::uint64_t length);

} // namespace ahimmoyak::objects
