#include "objects/disk.hpp"

#include "base/random.hpp"
#include "objects/disk_file.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <set>
#include <unistd.h>

namespace ahimmoyak::objects {

namespace fs = std::filesystem;

namespace {

using kind = broken_object::kind;

std::optional<kind> fault_of(const object_about& about, const fs::path& bytes)
{
    const int fd = ::open(bytes.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? kind::missing : kind::unreadable;
    const std::shared_ptr<void> closed{nullptr, [fd](void*) { ::close(fd); }};
    ::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    // What is older than the CRC-32 can be told by its ETag, when it came in one piece.
    const bool by_etag = !about.crc32 && about.etag.find('-') == std::string::npos;
    digest md5{digest::kind::md5};
    std::uint32_t crc = 0;
    std::int64_t size = 0;
    std::vector<char> buffer(1U << 20);
    for (;;) {
        const auto n = ::read(fd, buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return kind::unreadable;
        if (n == 0)
            break;
        const auto some = std::span{buffer}.first(static_cast<std::size_t>(n));
        size += n;
        if (about.crc32)
            crc = crc32_of(crc, some);
        else if (by_etag)
            md5.add(some);
        // A disk full of files read once need not drive out what is in use.
        ::posix_fadvise(fd, 0, size, POSIX_FADV_DONTNEED);
    }
    if (size != about.size)
        return kind::short_or_long;
    if ((about.crc32 && crc != static_cast<std::uint32_t>(*about.crc32)) ||
        (by_etag && hex(md5.finish()) != about.etag))
        return kind::altered;
    return std::nullopt;
}

} // namespace

void disk::scrub(const std::function<void(const scrub_step&)>& tell) const
{
    each_object([&](std::string_view key, const object_about& about, const fs::path& bytes) {
        auto fault = fault_of(about, bytes);
        if (fault) {
            // Written again or removed while it was read: what counts is what is there now.
            const auto now = read_about(place_of(key).about());
            if (!now)
                return;
            if (now->file != about.file || now->etag != about.etag)
                fault = fault_of(*now, place_of(key).folder / now->file.value_or(place_of(key).name));
        }
        tell({std::string{key}, static_cast<std::uint64_t>(about.size), fault});
    });
}

int disk::clear_leftovers(timestamp before) const
{
    int cleared = 0;
    for (const auto& folder : fs::directory_iterator{directory_ / "objects"}) {
        std::set<std::string> named;
        std::vector<fs::path> bytes;
        for (const auto& each : fs::directory_iterator{folder}) {
            const auto file = each.path().filename().string();
            if (!file.ends_with("~about")) {
                bytes.push_back(each.path());
                continue;
            }
            if (const auto about = read_about(each.path()))
                named.insert(about->file.value_or(file.substr(0, file.size() - 6)));
        }
        for (const auto& each : bytes) {
            std::error_code gone;
            const auto at = fs::last_write_time(each, gone);
            if (gone || named.contains(each.filename().string()) || std::chrono::file_clock::to_sys(at) >= before)
                continue;
            cleared += fs::remove(each, gone) ? 1 : 0;
        }
    }
    return cleared;
}

} // namespace ahimmoyak::objects
