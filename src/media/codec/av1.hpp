#pragma once

#include "media/codec/avc.hpp"

#include <string>

/// AV1 headers, as far as packaging needs them (AV1 Bitstream & Decoding Process, 2019).
namespace ahimmoyak::media::av1 {

/// An AV1CodecConfigurationRecord (AV1 Codec ISO Media File Format Binding §2.3) with the size that its sequence
/// header tells; 0 × 0 when it has none, which it need not.
result<video_format> parse_configuration(std::string_view record);

struct temporal_unit {
    /// Begins with a key frame that is shown.
    bool key = false;
    bool picture = false;
    /// The sequence header that was found in it, whole; empty when there was none.
    std::string_view sequence_header;
};

/// Walks the units; malformed when a length does not fit.
result<temporal_unit> inspect(std::string_view units);

/// The size of a sequence header; malformed when there is none.
result<std::pair<int, int>> size_of(std::string_view sequence_header);

/// Without temporal delimiters, which a sample must not have (§2.4 of the binding). `units` passed inspect().
std::string without_delimiters(std::string_view units);

} // namespace ahimmoyak::media::av1
