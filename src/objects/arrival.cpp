#include "objects/arrival.hpp"

#include "base/random.hpp"

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

void arrival::write(std::span<const char> bytes)
{
    out_.write(bytes);
    md5_.add(bytes);
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
