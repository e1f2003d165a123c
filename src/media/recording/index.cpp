#include "media/recording/index.hpp"

#include "media/bytes.hpp"
#include "media/frame.hpp"

#include <algorithm>
#include <zlib.h>

namespace ahimmoyak::media::recording {

namespace {

std::uint64_t checksum_of(std::string_view bytes)
{
    return ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
}

bool follows(const entry& next, const entry* last)
{
    if (next.length == 0 || next.duration <= 0 || next.init_length == 0 ||
        next.init_offset + next.init_length > next.offset)
        return false;
    return last ? next.offset >= last->end_offset() && next.start == last->end() : next.start == 0;
}

} // namespace

std::string to_bytes(const entry& which)
{
    byte_writer to;
    to.u64(which.offset);
    to.u64(which.length);
    to.u64(which.init_offset);
    to.u32(which.init_length);
    to.u64(static_cast<std::uint64_t>(which.start));
    to.u64(static_cast<std::uint64_t>(which.duration));
    to.u64(static_cast<std::uint64_t>(which.program_time.time_since_epoch().count()));
    to.u32(which.discontinuity ? 1 : 0);
    to.u32(0);
    to.u32(checksum_of(to.bytes()));
    return to.finish();
}

std::vector<entry> read_index(std::string_view bytes)
{
    std::vector<entry> all;
    all.reserve(bytes.size() / entry_bytes);
    for (; bytes.size() >= entry_bytes; bytes.remove_prefix(entry_bytes)) {
        byte_reader in{bytes.substr(0, entry_bytes)};
        entry one;
        one.offset = in.u64();
        one.length = in.u64();
        one.init_offset = in.u64();
        one.init_length = in.u32();
        one.start = static_cast<std::int64_t>(in.u64());
        one.duration = static_cast<std::int64_t>(in.u64());
        one.program_time = timestamp{std::chrono::milliseconds{static_cast<std::int64_t>(in.u64())}};
        one.discontinuity = in.u32() == 1;
        in.u32();
        if (in.u32() != checksum_of(bytes.substr(0, entry_bytes - 4)) ||
            !follows(one, all.empty() ? nullptr : &all.back()))
            break;
        all.push_back(one);
    }
    return all;
}

std::int64_t length_ms(const std::vector<entry>& of)
{
    return of.empty() ? 0 : of.back().end() / (ticks_per_second / 1'000);
}

std::int64_t place_of(const std::vector<entry>& in, timestamp moment)
{
    constexpr auto ticks = ticks_per_second / 1'000;
    const auto later = std::upper_bound(in.begin(), in.end(), moment,
                                        [](timestamp at, const entry& each) { return at < each.program_time; });
    if (later == in.begin())
        return 0;
    const auto& within = *std::prev(later);
    return within.start / ticks + std::min((moment - within.program_time).count(), within.duration / ticks);
}

} // namespace ahimmoyak::media::recording
