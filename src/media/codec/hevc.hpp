#pragma once

#include "media/codec/avc.hpp"

/// HEVC headers, as far as packaging needs them.
namespace ahimmoyak::media::hevc {

/// An HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 §8.3.3.1) with the size of its first sequence parameter set
/// (ITU-T H.265 §7.3.2.2).
result<video_format> parse_configuration(std::string_view record);

/// Walks the NAL units: `idr` is any picture at which a decoder may begin (IDR, CRA, BLA).
result<avc::access_unit> inspect(std::string_view unit, unsigned length_bytes);

/// NAL length size of a configuration record that parse_configuration accepted.
unsigned length_bytes_of(const video_format& format);

} // namespace ahimmoyak::media::hevc
