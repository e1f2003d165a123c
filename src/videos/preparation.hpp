#pragma once

#include "videos/api.hpp"
#include "videos/records.hpp"

namespace ahimmoyak::videos {

/// Has a worker prepare the video, and keeps what comes of it. Whatever goes wrong ends in the video's state.
task<> prepare(module& m, taken_video which);
/// Removes what rests in the store for the video.
task<> clear_files(module& m, video_id of);

} // namespace ahimmoyak::videos
