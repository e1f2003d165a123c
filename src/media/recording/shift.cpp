#include "media/recording/shift.hpp"

#include "media/bytes.hpp"
#include "media/cmaf/box.hpp"
#include "media/frame.hpp"

#include <algorithm>
#include <string_view>

namespace ahimmoyak::media::recording {

namespace {

void move_by(std::string& bytes, std::size_t at, std::int64_t by)
{
    byte_reader in{std::string_view{bytes}.substr(at, 8)};
    const auto moved = static_cast<std::uint64_t>(std::max<std::int64_t>(static_cast<std::int64_t>(in.u64()) + by, 0));
    for (std::size_t i = 0; i < 8; ++i)
        bytes[at + i] = static_cast<char>(moved >> (8 * (7 - i)) & 0xFF);
}

// Calls f(type, begin of the content, end) for each box between the two places.
template <class F>
void each_box(const std::string& bytes, std::size_t from, std::size_t to, F f)
{
    while (from + 8 <= to) {
        byte_reader in{std::string_view{bytes}.substr(from, 8)};
        const std::size_t size = in.u32();
        if (size < 8 || size > to - from)
            return;
        const auto type = in.take(4);
        f(type, from + 8, from + size);
        from += size;
    }
}

} // namespace

void shift(std::string& parts, std::int64_t ticks, std::int64_t audio_rate)
{
    each_box(parts, 0, parts.size(), [&](std::string_view type, std::size_t begin, std::size_t end) {
        if (type == "emsg" && end - begin >= 16 && parts[begin] == 1) // version and flags, timescale, time
            move_by(parts, begin + 8, ticks);
        if (type != "moof")
            return;
        each_box(parts, begin, end, [&](std::string_view inner, std::size_t track_begin, std::size_t track_end) {
            if (inner != "traf")
                return;
            std::uint32_t track = 0;
            each_box(parts, track_begin, track_end, [&](std::string_view name, std::size_t at, std::size_t to) {
                if (name == "tfhd" && to - at >= 8)
                    track = byte_reader{std::string_view{parts}.substr(at + 4, 4)}.u32();
                if (name == "tfdt" && to - at >= 12 && parts[at] == 1)
                    move_by(parts, at + 4,
                            track == cmaf::audio_track_id ? ticks * audio_rate / ticks_per_second : ticks);
            });
        });
    });
}

} // namespace ahimmoyak::media::recording
