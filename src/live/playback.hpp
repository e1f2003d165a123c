#pragma once

#include "http/path_pass.hpp"
#include "http/router.hpp"
#include "media/hls/hub.hpp"

namespace ahimmoyak::live {

/// The file that a request names of a broadcast, null when there is none; whoever asks may have it.
task<http::response> deliver(std::shared_ptr<media::stream> stream, const http::exchange& x);

/// GET /play/{channel}/{file}: the playlists and media of a broadcast.
void add_playback(http::router& to, media::hub& from, const http::path_pass& pass);

} // namespace ahimmoyak::live
