#pragma once

#include "media/frame.hpp"
#include "media/result.hpp"

#include <string_view>

namespace ahimmoyak::media::aac {

/// An AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1). With SBR the rate is the core coder's, which counts access units.
result<audio_format> parse_configuration(std::string_view config);

} // namespace ahimmoyak::media::aac
