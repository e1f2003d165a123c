#pragma once

#include "media/frame.hpp"
#include "media/result.hpp"

#include <string_view>

/// H.264 headers, as far as packaging needs them.
namespace ahimmoyak::media::avc {

/// An AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1) with the size and rate of its first
/// sequence parameter set (ITU-T H.264 §7.3.2.1.1).
result<video_format> parse_configuration(std::string_view record);

/// What an access unit of length-prefixed NAL units holds.
struct access_unit {
    bool idr = false;
    bool picture = false;
};

/// Walks the NAL units; malformed when a length does not fit. `length_bytes` is 1, 2 or 4.
result<access_unit> inspect(std::string_view unit, unsigned length_bytes);

/// NAL length size of a configuration record that parse_configuration accepted.
unsigned length_bytes_of(const video_format& format);

} // namespace ahimmoyak::media::avc
