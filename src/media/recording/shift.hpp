#pragma once

#include <cstdint>
#include <string>

namespace ahimmoyak::media::recording {

/// Moves parts (emsg, moof and mdat boxes as the segmenter writes them) by so many 90 kHz ticks on their time line.
/// Nothing comes before 0.
void shift(std::string& parts, std::int64_t ticks, std::int64_t audio_rate);

} // namespace ahimmoyak::media::recording
