#include "media/codec/opus.hpp"

#include "media/bytes.hpp"

#include <array>

namespace ahimmoyak::media::opus {

namespace {

constexpr std::string_view magic = "OpusHead";
constexpr std::size_t fixed_bytes = 19;
constexpr int longest_packet = sample_rate * 120 / 1'000;

// The header is little-endian, unlike everything around it.
std::uint64_t little(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

} // namespace

result<audio_format> parse_configuration(std::string_view head)
{
    if (head.size() < fixed_bytes)
        return errc::truncated;
    if (!head.starts_with(magic))
        return errc::malformed;
    byte_reader in{head.substr(magic.size())};
    // The upper half of the version is the major one: 0, or we cannot know what follows.
    if (in.u8() > 15)
        return errc::unsupported;
    const unsigned channels = in.u8();
    in.take(2 + 4 + 2); // pre-skip, the recording's rate, gain
    const unsigned family = in.u8();
    if (family > 1)
        return errc::unsupported;
    if (channels == 0 || channels > (family == 0 ? 2U : 8U))
        return errc::malformed;
    std::size_t length = fixed_bytes;
    if (family == 1) {
        const unsigned streams = in.u8();
        const unsigned coupled = in.u8();
        const auto mapping = in.take(channels);
        if (!in.ok())
            return errc::truncated;
        if (streams == 0 || coupled > streams || streams + coupled > 255)
            return errc::malformed;
        for (const char each : mapping)
            if (const unsigned from = static_cast<unsigned char>(each); from != 255 && from >= streams + coupled)
                return errc::malformed;
        length += 2 + channels;
    }
    audio_format made;
    made.sample_rate = sample_rate;
    made.channels = static_cast<int>(channels);
    made.codec = "opus";
    made.frame_samples = sample_rate / 50;
    made.configuration = std::string{head.substr(0, length)};
    return made;
}

result<int> samples_of(std::string_view packet)
{
    if (packet.empty())
        return errc::truncated;
    const auto first = static_cast<unsigned char>(packet[0]);
    const unsigned config = first >> 3;
    // Table 2 of RFC 6716: SILK, hybrid and CELT have lengths of their own.
    constexpr std::array silk{480, 960, 1'920, 2'880};
    const int frame = config < 12   ? silk[config % 4]
                      : config < 16 ? (config % 2 == 0 ? 480 : 960)
                                    : 120 << (config % 4);
    int count = 2;
    if ((first & 3) == 0)
        count = 1;
    else if ((first & 3) == 3) {
        if (packet.size() < 2)
            return errc::truncated;
        count = static_cast<unsigned char>(packet[1]) & 0x3F;
    }
    if (count == 0 || frame * count > longest_packet)
        return errc::malformed;
    return frame * count;
}

std::string specific_box_of(const audio_format& format)
{
    const std::string_view head{format.configuration};
    byte_writer to;
    to.u8(0); // version of the box, not of the header
    to.text(head.substr(9, 1));
    to.u16(little(head.substr(10, 2)));
    to.u32(little(head.substr(12, 4)));
    to.u16(little(head.substr(16, 2)));
    to.text(head.substr(18)); // family, and its table
    return to.finish();
}

} // namespace ahimmoyak::media::opus
