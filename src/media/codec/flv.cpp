#include "media/codec/flv.hpp"

#include "media/bytes.hpp"

namespace ahimmoyak::media::flv {

namespace {

constexpr unsigned avc_codec = 7;
constexpr unsigned aac_format = 10;
constexpr unsigned extended_audio = 9;

constexpr std::int32_t signed24(std::uint32_t value) { return static_cast<std::int32_t>(value << 8) >> 8; }

// Enhanced RTMP v2, "Enhanced Video": the low nibble is a packet type, then comes a FourCC.
result<video_tag> parse_enhanced_video(byte_reader& in, unsigned frame_type, unsigned packet_type)
{
    enum { sequence_start = 0, coded_frames = 1, sequence_end = 2, coded_frames_x = 3 };
    const auto codec = in.take(4);
    if (!in.ok())
        return errc::truncated;
    if (codec != "avc1")
        return errc::unsupported;
    video_tag tag;
    tag.key = frame_type == 1;
    switch (packet_type) {
    case sequence_start:
        tag.what = video_tag::kind::configuration;
        break;
    case coded_frames:
        tag.what = video_tag::kind::picture;
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
        const auto codec = in.take(4);
        if (!in.ok())
            return errc::truncated;
        if (codec != "mp4a" && codec != "Opus")
            return errc::unsupported;
        tag.opus = codec == "Opus";
        const unsigned packet = first & 0xF;
        tag.what = packet == 0   ? audio_tag::kind::configuration
                   : packet == 1 ? audio_tag::kind::sound
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
