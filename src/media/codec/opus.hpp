#pragma once

#include "media/frame.hpp"
#include "media/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ahimmoyak::media::opus {

/// Opus counts its time at this rate, whatever the sound was recorded with (RFC 6716 §2).
inline constexpr int sample_rate = 48'000;

/// An identification header, "OpusHead" (RFC 7845 §5.1), of mono or stereo or of a known surround layout.
result<audio_format> parse_configuration(std::string_view head);

/// Samples of a packet at 48 kHz, as its first bytes say (RFC 6716 §3.1): at most 120 ms.
result<int> samples_of(std::string_view packet);

/// The fields of the dOps box (Encapsulation of Opus in ISOBMFF §4.3.2) of a header that parse_configuration accepted.
std::string specific_box_of(const audio_format& format);

} // namespace ahimmoyak::media::opus
