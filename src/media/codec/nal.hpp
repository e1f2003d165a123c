#pragma once

#include "media/bytes.hpp"
#include "media/result.hpp"

#include <string>
#include <string_view>

/// What H.264 and HEVC have in common: NAL units.
namespace ahimmoyak::media::nal {

/// Wider or higher pictures are refused.
inline constexpr int largest_side = 8192;

/// ITU-T H.264 §7.4.1, H.265 §7.4.2: a 0x03 after two zero bytes only keeps start codes out of the payload.
inline std::string without_emulation(std::string_view unit)
{
    std::string out;
    out.reserve(unit.size());
    unsigned zeros = 0;
    for (const char c : unit) {
        if (zeros >= 2 && c == 3) {
            zeros = 0;
            continue;
        }
        zeros = c == 0 ? zeros + 1 : 0;
        out.push_back(c);
    }
    return out;
}

/// Calls visit(unit) for each length-prefixed NAL unit that is not empty; malformed when a length does not fit.
/// `length_bytes` is 1, 2 or 4.
template <class Visit>
result<> each(std::string_view units, unsigned length_bytes, Visit visit)
{
    byte_reader in{units};
    while (in.left() > 0) {
        const std::uint32_t size = length_bytes == 4 ? in.u32() : length_bytes == 2 ? in.u16() : in.u8();
        const auto unit = in.take(size);
        if (!in.ok())
            return errc::malformed;
        if (!unit.empty())
            visit(unit);
    }
    return {};
}

} // namespace ahimmoyak::media::nal
