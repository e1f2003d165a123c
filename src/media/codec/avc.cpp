#include "media/codec/avc.hpp"

#include "media/bytes.hpp"
#include "media/codec/nal.hpp"

#include <array>
#include <cstdio>

namespace ahimmoyak::media::avc {

namespace {

constexpr unsigned nal_slice = 1;
constexpr unsigned nal_idr = 5;
constexpr unsigned nal_sps = 7;

void skip_scaling_list(bit_reader& in, unsigned size)
{
    std::int32_t last = 8;
    std::int32_t next = 8;
    for (unsigned i = 0; i < size && in.ok(); ++i) {
        if (next != 0)
            next = static_cast<std::int32_t>((static_cast<std::int64_t>(last) + in.se() + 256) & 255);
        last = next == 0 ? last : next;
    }
}

bool has_chroma_fields(unsigned profile)
{
    for (const unsigned each : {100U, 110U, 122U, 244U, 44U, 83U, 86U, 118U, 128U, 138U, 139U, 134U, 135U})
        if (profile == each)
            return true;
    return false;
}

// §E.1.1, up to the timing information.
double frame_rate(bit_reader& in)
{
    if (in.flag()) { // aspect_ratio_info_present_flag
        constexpr unsigned extended_sar = 255;
        if (in.bits(8) == extended_sar)
            in.bits(32);
    }
    if (in.flag()) // overscan_info_present_flag
        in.flag();
    if (in.flag()) { // video_signal_type_present_flag
        in.bits(4);
        if (in.flag())
            in.bits(24);
    }
    if (in.flag()) { // chroma_loc_info_present_flag
        in.ue();
        in.ue();
    }
    if (!in.flag()) // timing_info_present_flag
        return 0;
    const double units = in.bits(32);
    const double scale = in.bits(32);
    if (!in.ok() || units == 0)
        return 0;
    const double rate = scale / units / 2; // a tick is a field
    return rate >= 0.5 && rate <= 300 ? rate : 0;
}

result<> parse_sps(std::string_view unit, video_format& into)
{
    const auto payload = nal::without_emulation(unit);
    bit_reader in{payload};
    in.bits(8); // NAL header
    const auto profile = in.bits(8);
    in.bits(16); // constraint flags, level
    in.ue();     // seq_parameter_set_id
    std::uint32_t chroma = 1;
    if (has_chroma_fields(profile)) {
        chroma = in.ue();
        if (chroma == 3)
            in.flag();
        in.ue();
        in.ue();
        in.flag();
        if (in.flag()) // seq_scaling_matrix_present_flag
            for (unsigned i = 0; i < (chroma == 3 ? 12U : 8U); ++i)
                if (in.flag())
                    skip_scaling_list(in, i < 6 ? 16 : 64);
    }
    in.ue(); // log2_max_frame_num_minus4
    const auto order = in.ue();
    if (order == 0)
        in.ue();
    else if (order == 1) {
        in.flag();
        in.se();
        in.se();
        const auto cycle = in.ue();
        if (cycle > 255)
            return errc::malformed;
        for (std::uint32_t i = 0; i < cycle; ++i)
            in.se();
    }
    in.ue(); // max_num_ref_frames
    in.flag();
    const std::int64_t width_units = std::int64_t{in.ue()} + 1;
    const std::int64_t height_units = std::int64_t{in.ue()} + 1;
    const bool frames_only = in.flag();
    if (!frames_only)
        in.flag();
    in.flag(); // direct_8x8_inference_flag
    std::int64_t left = 0;
    std::int64_t right = 0;
    std::int64_t top = 0;
    std::int64_t bottom = 0;
    if (in.flag()) { // frame_cropping_flag
        left = in.ue();
        right = in.ue();
        top = in.ue();
        bottom = in.ue();
    }
    if (!in.ok())
        return errc::truncated;
    const int field = frames_only ? 1 : 2;
    const int crop_x = chroma == 1 || chroma == 2 ? 2 : 1;
    const int crop_y = (chroma == 1 ? 2 : 1) * field;
    const auto width = width_units * 16 - crop_x * (left + right);
    const auto height = height_units * 16 * field - crop_y * (top + bottom);
    if (width <= 0 || height <= 0 || width > nal::largest_side || height > nal::largest_side)
        return errc::malformed;
    into.width = static_cast<int>(width);
    into.height = static_cast<int>(height);
    if (in.left() > 0 && in.flag())
        into.frames_per_second = frame_rate(in);
    return {};
}

} // namespace

result<video_format> parse_configuration(std::string_view record)
{
    byte_reader in{record};
    const auto version = in.u8();
    const unsigned profile = in.u8();
    const unsigned compatibility = in.u8();
    const unsigned level = in.u8();
    const unsigned length = (in.u8() & 3U) + 1;
    const unsigned sets = in.u8() & 0x1FU;
    if (!in.ok())
        return errc::truncated;
    if (version != 1 || length == 3 || sets == 0)
        return errc::malformed;
    video_format made;
    for (unsigned i = 0; i < sets; ++i) {
        const auto sps = in.take(in.u16());
        if (!in.ok())
            return errc::truncated;
        if (i > 0)
            continue;
        if (sps.empty() || (static_cast<unsigned char>(sps.front()) & 0x1F) != nal_sps)
            return errc::malformed;
        if (const auto parsed = parse_sps(sps, made); !parsed)
            return parsed.error();
    }
    const unsigned pictures = in.u8();
    for (unsigned i = 0; i < pictures; ++i)
        in.take(in.u16());
    if (!in.ok())
        return errc::truncated;
    std::array<char, 16> codec{};
    std::snprintf(codec.data(), codec.size(), "avc1.%02x%02x%02x", profile, compatibility, level);
    made.codec = codec.data();
    made.configuration = std::string{record};
    made.kind = video_codec::avc;
    return made;
}

result<access_unit> inspect(std::string_view unit, unsigned length_bytes)
{
    access_unit found;
    const auto walked = nal::each(unit, length_bytes, [&](std::string_view each) {
        const unsigned type = static_cast<unsigned char>(each.front()) & 0x1F;
        found.picture = found.picture || (type >= nal_slice && type <= nal_idr);
        found.idr = found.idr || type == nal_idr;
    });
    return walked ? result<access_unit>{found} : walked.error();
}

unsigned length_bytes_of(const video_format& format)
{
    return (static_cast<unsigned char>(format.configuration.at(4)) & 3U) + 1;
}

} // namespace ahimmoyak::media::avc
