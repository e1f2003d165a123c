#include "studio/message.hpp"

#include "media/bytes.hpp"

namespace ahimmoyak::studio {

namespace {

using media::errc;
using media::rtmp::media_arrived;

constexpr unsigned version = 1;
constexpr std::uint64_t latest = 1ULL << 53U;
constexpr std::size_t longest_name = 128;
constexpr double fastest = 240;

enum kind : unsigned { greeting = 1, picture_setup, sound_setup, picture, sound, echo, farewell };

media::result<message> read_hello(std::string_view payload)
{
    media::byte_reader in{payload};
    const unsigned tracks = in.u8();
    const double rate = in.u32() / 1'000.0;
    const auto name = in.rest();
    if (!in.ok())
        return errc::truncated;
    if (name.size() > longest_name)
        return errc::too_large;
    if (tracks == 0 || tracks > 3 || rate > fastest)
        return errc::malformed;
    hello made;
    made.says.has_video = tracks & 1;
    made.says.has_audio = tracks & 2;
    made.says.frames_per_second = rate;
    for (const char each : name) // it is shown and logged
        made.says.encoder += each >= ' ' && each < 0x7F ? each : '?';
    return message{std::move(made)};
}

media::result<message> read_medium(unsigned type, unsigned flags, std::uint64_t microseconds, std::string_view payload)
{
    const bool setup = type == picture_setup || type == sound_setup;
    const auto most = setup ? largest_configuration : type == sound ? largest_sound : largest_picture;
    if (payload.size() > most)
        return errc::too_large;
    if (payload.empty())
        return errc::truncated;
    media::byte_writer to;
    to.reserve(payload.size() + 5);
    const bool video = type == picture_setup || type == picture;
    if (video) {
        // FLV, Annex E.4.3.1: frame type and codec 7, what follows, no composition offset.
        to.u8(type == picture_setup || flags & 1 ? 0x17 : 0x27);
        to.u8(type == picture_setup ? 0 : 1);
        to.u24(0);
    } else {
        // Enhanced RTMP: sound format 9 and the kind of packet, then a FourCC.
        to.u8(type == sound_setup ? 0x90 : 0x91);
        to.text("Opus");
    }
    to.text(payload);
    const auto milliseconds = static_cast<std::uint32_t>(microseconds / 1'000); // wraps as RTMP's does
    return message{medium{microseconds, !setup, media_arrived{video, milliseconds, to.finish()}}};
}

} // namespace

media::result<message> read(std::string_view frame)
{
    media::byte_reader in{frame};
    const unsigned spoken = in.u8();
    const unsigned type = in.u8();
    const unsigned flags = in.u8();
    const unsigned reserved = in.u8();
    const auto microseconds = in.u64();
    if (!in.ok())
        return errc::truncated;
    if (spoken != version)
        return errc::unsupported;
    if (flags > 1 || reserved != 0 || microseconds >= latest)
        return errc::malformed;
    const auto payload = in.rest();
    switch (type) {
    case greeting:
        return read_hello(payload);
    case picture_setup:
    case sound_setup:
    case picture:
    case sound:
        return read_medium(type, flags, microseconds, payload);
    case echo: {
        if (payload.size() != 8)
            return errc::malformed;
        return message{ping{media::byte_reader{payload}.u64()}};
    }
    case farewell:
        return message{bye{}};
    default:
        return errc::unsupported;
    }
}

} // namespace ahimmoyak::studio
