#pragma once

#include "http/path_pass.hpp"
#include "http/router.hpp"
#include "media/hls/hub.hpp"

namespace ahimmoyak::live {

/// GET /play/{channel}/{file}: the playlists and media of a broadcast.
void add_playback(http::router& to, media::hub& from, const http::path_pass& pass);

} // namespace ahimmoyak::live
