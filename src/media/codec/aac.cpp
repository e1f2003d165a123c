#include "media/codec/aac.hpp"

#include "media/bytes.hpp"

#include <array>

namespace ahimmoyak::media::aac {

namespace {

constexpr std::array sample_rates{96'000, 88'200, 64'000, 48'000, 44'100, 32'000, 24'000,
                                  22'050, 16'000, 12'000, 11'025, 8'000,  7'350};

std::uint32_t object_type(bit_reader& in)
{
    constexpr std::uint32_t escape = 31;
    const auto type = in.bits(5);
    return type == escape ? 32 + in.bits(6) : type;
}

int sample_rate(bit_reader& in)
{
    constexpr std::uint32_t explicit_rate = 15;
    const auto index = in.bits(4);
    if (index == explicit_rate)
        return static_cast<int>(in.bits(24));
    return index < sample_rates.size() ? sample_rates[index] : 0;
}

} // namespace

result<audio_format> parse_configuration(std::string_view config)
{
    constexpr std::uint32_t sbr = 5;
    constexpr std::uint32_t parametric_stereo = 29;
    bit_reader in{config};
    const auto type = object_type(in);
    audio_format made;
    made.sample_rate = sample_rate(in);
    const auto channels = in.bits(4);
    auto coder = type;
    if (type == sbr || type == parametric_stereo) {
        sample_rate(in);
        coder = object_type(in);
    }
    const bool short_frames = in.flag();
    if (!in.ok())
        return errc::truncated;
    // Main, LC, SSR, LTP: the access units that MP4 players know.
    if (coder < 1 || coder > 4)
        return errc::unsupported;
    if (made.sample_rate < 7'000 || made.sample_rate > 96'000 || channels > 7)
        return errc::malformed;
    // 0 leaves the layout to a program config element; 7 is 7.1.
    made.channels = channels == 0 ? 2 : channels == 7 ? 8 : static_cast<int>(channels);
    made.frame_samples = short_frames ? 960 : 1024;
    made.codec = "mp4a.40." + std::to_string(type);
    made.configuration = std::string{config};
    return made;
}

} // namespace ahimmoyak::media::aac
