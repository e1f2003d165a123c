#include "media/codec/av1.hpp"

#include "media/bytes.hpp"
#include "media/codec/nal.hpp"

#include <fmt/format.h>

#include <tuple>
#include <utility>

namespace ahimmoyak::media::av1 {

namespace {

enum unit_type : unsigned { sequence = 1, delimiter = 2, frame_header = 3, whole_frame = 6 };

struct open_unit {
    unsigned type = 0;
    std::string_view whole;
    std::string_view payload;
};

// §4.10.5: seven bits a byte, the lowest first.
std::uint64_t leb128(byte_reader& in)
{
    constexpr int most_bytes = 8;
    std::uint64_t value = 0;
    for (int i = 0; i < most_bytes; ++i) {
        const std::uint64_t byte = in.u8();
        value |= (byte & 0x7F) << (7 * i);
        if ((byte & 0x80) == 0)
            break;
    }
    return value;
}

// §5.3. One without a length of its own reaches to the end.
template <class Visit>
result<> each(std::string_view units, Visit visit)
{
    byte_reader in{units};
    while (in.left() > 0) {
        const auto rest = in.rest();
        const unsigned head = in.u8();
        if (head & 0x80)
            return errc::malformed;
        if (head & 4)
            in.u8();
        const auto size = head & 2 ? leb128(in) : in.left();
        if (!in.ok() || size > in.left())
            return errc::malformed;
        const auto payload = in.take(static_cast<std::size_t>(size));
        visit(open_unit{head >> 3 & 0xF, rest.substr(0, rest.size() - in.left()), payload});
    }
    return {};
}

// §5.5.1, up to the largest size.
result<std::pair<int, int>> size_in(std::string_view payload)
{
    bit_reader in{payload};
    in.bits(3 + 1);                 // seq_profile, still_picture
    const bool reduced = in.flag(); // reduced_still_picture_header
    if (reduced)
        in.bits(5);
    else {
        bool model = false;
        unsigned delay_bits = 0;
        if (in.flag()) { // timing_info_present_flag
            in.bits(32);
            in.bits(32);
            if (in.flag()) // equal_picture_interval
                in.ue();   // uvlc() has the same form
            model = in.flag();
            if (model) {
                delay_bits = in.bits(5) + 1;
                in.bits(32);
                in.bits(5 + 5);
            }
        }
        const bool display_delay = in.flag();
        const unsigned points = in.bits(5) + 1;
        for (unsigned i = 0; i < points && in.ok(); ++i) {
            in.bits(12); // operating_point_idc
            if (in.bits(5) > 7)
                in.flag();
            if (model && in.flag()) {
                in.bits(delay_bits);
                in.bits(delay_bits);
                in.flag();
            }
            if (display_delay && in.flag())
                in.bits(4);
        }
    }
    const unsigned width_bits = in.bits(4) + 1;
    const unsigned height_bits = in.bits(4) + 1;
    const auto width = static_cast<int>(in.bits(width_bits)) + 1;
    const auto height = static_cast<int>(in.bits(height_bits)) + 1;
    if (!in.ok())
        return errc::truncated;
    if (width > nal::largest_side || height > nal::largest_side)
        return errc::malformed;
    return std::pair{width, height};
}

} // namespace

result<video_format> parse_configuration(std::string_view record)
{
    byte_reader in{record};
    const auto first = in.u8();
    const unsigned profile_and_level = in.u8();
    const unsigned flags = in.u8();
    in.u8();
    if (!in.ok())
        return errc::truncated;
    constexpr unsigned marker_and_version = 0x81;
    const unsigned profile = profile_and_level >> 5;
    const unsigned level = profile_and_level & 0x1F;
    if (first != marker_and_version || profile > 2)
        return errc::malformed;
    const bool high = flags & 0x40;
    const bool twelve = flags & 0x20;
    video_format made;
    made.codec = fmt::format("av01.{}.{:02}{}.{:02}", profile, level, flags & 0x80 ? 'H' : 'M',
                             !high                    ? 8
                             : profile == 2 && twelve ? 12
                                                      : 10);
    made.configuration = std::string{record};
    made.kind = video_codec::av1;
    const auto told = inspect(in.rest());
    if (!told)
        return told.error();
    if (!told->sequence_header.empty()) {
        const auto size = size_of(told->sequence_header);
        if (!size)
            return size.error();
        std::tie(made.width, made.height) = *size;
    }
    return made;
}

result<temporal_unit> inspect(std::string_view units)
{
    temporal_unit found;
    const auto walked = each(units, [&](const open_unit& is) {
        if (is.type == sequence && found.sequence_header.empty())
            found.sequence_header = is.whole;
        if (is.type != whole_frame && is.type != frame_header)
            return;
        // §5.9.2: not one that was coded before, of the type KEY_FRAME, shown.
        if (!found.picture && !is.payload.empty())
            found.key = (static_cast<unsigned char>(is.payload.front()) & 0xF0) == 0x10;
        found.picture = true;
    });
    return walked ? result<temporal_unit>{found} : walked.error();
}

result<std::pair<int, int>> size_of(std::string_view header)
{
    result<std::pair<int, int>> size{errc::malformed};
    const auto walked = each(header, [&](const open_unit& is) {
        if (is.type == sequence)
            size = size_in(is.payload);
    });
    return walked ? size : walked.error();
}

std::string without_delimiters(std::string_view units)
{
    std::string kept;
    kept.reserve(units.size());
    (void)each(units, [&](const open_unit& is) {
        if (is.type != delimiter)
            kept += is.whole;
    });
    return kept;
}

} // namespace ahimmoyak::media::av1
