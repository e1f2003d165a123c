#include "objects/arrival.hpp"

#include "base/random.hpp"

#include <algorithm>
#include <fcntl.h>

namespace ahimmoyak::objects {

arrival::arrival(std::filesystem::path at) : path_{std::move(at)}, out_{path_, O_WRONLY | O_CREAT | O_EXCL} {}

arrival::~arrival()
{
    if (kept_)
        return;
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void arrival::put(std::span<const char> bytes)
{
    // Small writes: for large ones the kernel looks for large pages, whose memory is cold and, on a virtual machine,
    // often not even there yet. A copy into those costs three to six times as much.
    constexpr std::size_t at_once = std::size_t{16} * 1024;
    for (auto rest = bytes; !rest.empty();) {
        const auto some = rest.first(std::min(rest.size(), at_once));
        out_.write(some);
        rest = rest.subspan(some.size());
    }
    sums_.crc32 = crc32_of(sums_.crc32, bytes);
    sums_.size += bytes.size();
    // The disk begins while more arrives, so that little is left to wait for at the end.
    constexpr std::uint64_t stretch = 8ULL << 20;
    if (sums_.size - begun_ >= stretch) {
        ::sync_file_range(out_.descriptor(), static_cast<off_t>(begun_), static_cast<off_t>(sums_.size - begun_),
                          SYNC_FILE_RANGE_WRITE);
        begun_ = sums_.size;
    }
}

const sums& arrival::finish()
{
    sums_.md5 = hex(md5_.finish());
    out_.sync();
    return sums_;
}

void arrival::keep(const std::filesystem::path& as)
{
    std::error_code failed;
    std::filesystem::rename(path_, as, failed);
    if (failed)
        refuse(failed.value(), "rename");
    kept_ = true;
}

} // namespace ahimmoyak::objects
