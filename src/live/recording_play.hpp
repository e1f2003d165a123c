#pragma once

#include "live/api.hpp"

namespace ahimmoyak::live {

/// /recordings/{channel}/…: what players ask for, with the cookie that the recording's page set.
void add_recording_playback(http::router& to, module& m);

} // namespace ahimmoyak::live
