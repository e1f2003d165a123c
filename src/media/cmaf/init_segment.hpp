#pragma once

#include "media/frame.hpp"

#include <optional>
#include <string>

namespace ahimmoyak::media::cmaf {

/// ftyp and moov for a fragmented file of the given tracks (at least one). Video has track id 1 and
/// a timescale of 90,000, audio has track id 2 and its sample rate.
std::string write_init_segment(const std::optional<video_format>& video, const std::optional<audio_format>& audio);

} // namespace ahimmoyak::media::cmaf
