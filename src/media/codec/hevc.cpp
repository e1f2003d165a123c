#include "media/codec/hevc.hpp"

#include "media/bytes.hpp"
#include "media/codec/nal.hpp"

#include <fmt/format.h>

namespace ahimmoyak::media::hevc {

namespace {

constexpr unsigned type_of(std::string_view unit) { return static_cast<unsigned char>(unit.front()) >> 1 & 0x3F; }

constexpr unsigned first_not_picture = 32;
constexpr unsigned first_random_access = 16;
constexpr unsigned last_random_access = 23;
constexpr unsigned sequence_parameters = 33;
constexpr std::size_t length_size_at = 21;

// H.265 §7.3.3, from the general level on: the sub-layers' own profiles are of no use here.
void skip_sub_layers(bit_reader& in, unsigned count)
{
    bool profiles[8]{};
    bool levels[8]{};
    for (unsigned i = 0; i < count; ++i) {
        profiles[i] = in.flag();
        levels[i] = in.flag();
    }
    if (count > 0)
        in.bits(2 * (8 - count));
    for (unsigned i = 0; i < count; ++i) {
        if (profiles[i]) {
            in.bits(32);
            in.bits(32);
            in.bits(24);
        }
        if (levels[i])
            in.bits(8);
    }
}

result<> parse_sps(std::string_view unit, video_format& into)
{
    const auto payload = nal::without_emulation(unit);
    bit_reader in{payload};
    in.bits(16); // NAL header
    in.bits(4);  // sps_video_parameter_set_id
    const unsigned sub_layers = in.bits(3);
    if (sub_layers > 6)
        return errc::malformed;
    in.flag();
    in.bits(32); // profile space, tier, profile, and the first half of its compatibility flags
    in.bits(32);
    in.bits(32); // constraints, level
    skip_sub_layers(in, sub_layers);
    in.ue(); // sps_seq_parameter_set_id
    const auto chroma = in.ue();
    if (chroma == 3)
        in.flag();
    const std::int64_t coded_width = in.ue();
    const std::int64_t coded_height = in.ue();
    std::int64_t left = 0;
    std::int64_t right = 0;
    std::int64_t top = 0;
    std::int64_t bottom = 0;
    if (in.flag()) { // conformance_window_flag
        left = in.ue();
        right = in.ue();
        top = in.ue();
        bottom = in.ue();
    }
    if (!in.ok())
        return errc::truncated;
    const int unit_width = chroma == 1 || chroma == 2 ? 2 : 1;
    const int unit_height = chroma == 1 ? 2 : 1;
    const auto width = coded_width - unit_width * (left + right);
    const auto height = coded_height - unit_height * (top + bottom);
    if (width <= 0 || height <= 0 || width > nal::largest_side || height > nal::largest_side)
        return errc::malformed;
    into.width = static_cast<int>(width);
    into.height = static_cast<int>(height);
    return {};
}

std::uint32_t reversed(std::uint32_t bits)
{
    std::uint32_t out = 0;
    for (int i = 0; i < 32; ++i)
        out |= (bits >> i & 1U) << (31 - i);
    return out;
}

// ISO/IEC 14496-15 §E.3: the compatibility flags backwards, and constraints without the zero bytes at their end.
std::string codec_name(unsigned profile, std::uint32_t compatibility, std::string_view constraints, unsigned level)
{
    constexpr std::string_view spaces[]{"", "A", "B", "C"};
    auto name = fmt::format("hvc1.{}{}.{:x}.{}{}", spaces[profile >> 6], profile & 0x1F, reversed(compatibility),
                            profile & 0x20 ? 'H' : 'L', level);
    const auto last = constraints.find_last_not_of('\0');
    for (const char each : constraints.substr(0, last == constraints.npos ? 0 : last + 1))
        name += fmt::format(".{:x}", static_cast<unsigned char>(each));
    return name;
}

} // namespace

result<video_format> parse_configuration(std::string_view record)
{
    byte_reader in{record};
    const auto version = in.u8();
    const unsigned profile = in.u8();
    const auto compatibility = in.u32();
    const auto constraints = in.take(6);
    const unsigned level = in.u8();
    in.take(2 + 1 + 1 + 1 + 1 + 2); // segmentation, parallelism, chroma, depths, average rate
    const unsigned layers = in.u8();
    const unsigned arrays = in.u8();
    if (!in.ok())
        return errc::truncated;
    // Some encoders of 2014 still write version 0 of the draft, which is the same.
    if (version > 1 || (layers & 3) == 2)
        return errc::malformed;
    video_format made;
    for (unsigned i = 0; i < arrays; ++i) {
        const unsigned type = in.u8() & 0x3FU;
        const unsigned count = in.u16();
        for (unsigned n = 0; n < count && in.ok(); ++n) {
            const auto unit = in.take(in.u16());
            if (type != sequence_parameters || made.width > 0)
                continue;
            if (unit.size() < 3 || type_of(unit) != sequence_parameters)
                return errc::malformed;
            if (const auto parsed = parse_sps(unit, made); !parsed)
                return parsed.error();
        }
    }
    if (!in.ok())
        return errc::truncated;
    // Without parameter sets here they would be in the pictures, which players of "hvc1" do not look for.
    if (made.width == 0)
        return errc::malformed;
    made.codec = codec_name(profile, compatibility, constraints, level);
    made.configuration = std::string{record};
    made.kind = video_codec::hevc;
    return made;
}

result<avc::access_unit> inspect(std::string_view unit, unsigned length_bytes)
{
    avc::access_unit found;
    const auto walked = nal::each(unit, length_bytes, [&](std::string_view each) {
        const auto type = type_of(each);
        found.picture = found.picture || type < first_not_picture;
        found.idr = found.idr || (type >= first_random_access && type <= last_random_access);
    });
    return walked ? result<avc::access_unit>{found} : walked.error();
}

unsigned length_bytes_of(const video_format& format)
{
    return (static_cast<unsigned char>(format.configuration.at(length_size_at)) & 3U) + 1;
}

} // namespace ahimmoyak::media::hevc
