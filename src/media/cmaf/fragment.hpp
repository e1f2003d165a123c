#pragma once

#include "media/frame.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ahimmoyak::media::cmaf {

/// moof and mdat with the samples of both tracks, each in decoding order with its duration set;
/// a track without frames is left out. Video times are 90 kHz, audio times its sample rate.
std::string write_fragment(std::uint32_t sequence, const std::vector<frame>& video, const std::vector<frame>& audio);

} // namespace ahimmoyak::media::cmaf
