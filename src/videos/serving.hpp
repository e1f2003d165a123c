#pragma once

#include "videos/api.hpp"

namespace ahimmoyak::videos {

/// GET /vod/{videoId}/{file}: playlists, segments, pictures and captions for who has the cookie.
void add_serving(http::router& to, module& m);

} // namespace ahimmoyak::videos
