#include "media/codec/flv.hpp"

#include "media/bytes.hpp"

#include <optional>

namespace ahimmoyak::media::flv {

namespace {

constexpr unsigned avc_codec = 7;
constexpr unsigned aac_format = 10;
constexpr unsigned extended_audio = 9;

constexpr std::int32_t signed24(std::uint32_t value) { return static_cast<std::int32_t>(value << 8) >> 8; }

constexpr unsigned modified_packet = 7;
constexpr int most_modifications = 8;

// Enhanced RTMP v2, "ExVideoTagHeader": what modifies a packet stands before its FourCC, each with its length and the
// type of what follows. Only nanoseconds are known so far, and left out.
result<unsigned> packet_type_after_modifications(byte_reader& in, unsigned packet_type)
{
    for (int i = 0; packet_type == modified_packet; ++i) {
        std::size_t size = in.u8() + 1U;
        if (size == 256)
            size = in.u16() + 1U;
        in.take(size);
        packet_type = in.u8() & 0xFU;
        if (!in.ok())
            return errc::truncated;
        if (i == most_modifications)
            return errc::malformed;
    }
    return packet_type;
}

std::optional<video_codec> codec_of(std::string_view four)
{
    if (four == "avc1")
        return video_codec::avc;
    if (four == "hvc1")
        return video_codec::hevc;
    if (four == "av01")
        return video_codec::av1;
    return std::nullopt;
}

// Enhanced RTMP v2, "Enhanced Video": the low nibble is a packet type, then comes a FourCC.
result<video_tag> parse_enhanced_video(byte_reader& in, unsigned frame_type, unsigned packet_type)
{
    enum { sequence_start = 0, coded_frames = 1, sequence_end = 2, coded_frames_x = 3 };
    constexpr unsigned command = 5;
    const auto known = packet_type_after_modifications(in, packet_type);
    if (!known)
        return known.error();
    // A server's command has a byte of its own instead of a codec.
    if (frame_type == command)
        return video_tag{};
    const auto codec = codec_of(in.take(4));
    if (!in.ok())
        return errc::truncated;
    if (!codec)
        return errc::unsupported;
    video_tag tag;
    tag.codec = *codec;
    tag.key = frame_type == 1;
    switch (*known) {
    case sequence_start:
        tag.what = video_tag::kind::configuration;
        break;
    case coded_frames:
        tag.what = video_tag::kind::picture;
        // AV1 has no order of its own to be shown in: no such field.
        if (*codec != video_codec::av1)
            tag.composition_ms = signed24(in.u24());
        break;
    case coded_frames_x:
        tag.what = video_tag::kind::picture;
        break;
    case sequence_end:
        tag.what = video_tag::kind::end;
        break;
    default:
        return tag;
    }
    if (!in.ok())
        return errc::truncated;
    tag.data = in.rest();
    return tag;
}

} // namespace

result<video_tag> parse_video(std::string_view body)
{
    byte_reader in{body};
    const unsigned first = in.u8();
    if (!in.ok())
        return errc::truncated;
    const unsigned frame_type = first >> 4 & 7;
    if (first & 0x80)
        return parse_enhanced_video(in, frame_type, first & 0xF);
    // Frame type 5 is a server's command, not a picture.
    if (frame_type == 5)
        return video_tag{};
    if ((first & 0xF) != avc_codec)
        return errc::unsupported;
    video_tag tag;
    tag.key = frame_type == 1;
    const auto packet = in.u8();
    tag.composition_ms = signed24(in.u24());
    if (!in.ok())
        return errc::truncated;
    switch (packet) {
    case 0:
        tag.what = video_tag::kind::configuration;
        break;
    case 1:
        tag.what = video_tag::kind::picture;
        break;
    case 2:
        tag.what = video_tag::kind::end;
        break;
    default:
        break;
    }
    tag.data = in.rest();
    return tag;
}

result<audio_tag> parse_audio(std::string_view body)
{
    byte_reader in{body};
    const unsigned first = in.u8();
    if (!in.ok())
        return errc::truncated;
    audio_tag tag;
    if (first >> 4 == extended_audio) {
        const auto known = packet_type_after_modifications(in, first & 0xF);
        if (!known)
            return known.error();
        const auto codec = in.take(4);
        if (!in.ok())
            return errc::truncated;
        if (codec != "mp4a" && codec != "Opus")
            return errc::unsupported;
        tag.opus = codec == "Opus";
        tag.what = *known == 0   ? audio_tag::kind::configuration
                   : *known == 1 ? audio_tag::kind::sound
                                 : audio_tag::kind::other;
        tag.data = in.rest();
        return tag;
    }
    if (first >> 4 != aac_format)
        return errc::unsupported;
    const auto packet = in.u8();
    if (!in.ok())
        return errc::truncated;
    tag.what = packet == 0   ? audio_tag::kind::configuration
               : packet == 1 ? audio_tag::kind::sound
                             : audio_tag::kind::other;
    tag.data = in.rest();
    return tag;
}

} // namespace ahimmoyak::media::flv
