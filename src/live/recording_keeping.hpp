#pragma once

#include "live/api.hpp"
#include "live/recordings.hpp"

namespace ahimmoyak::live {

/// Puts what was recorded of a lecture that is over into the object store. Doing it again, or after a kill in the
/// middle, ends the same.
task<> keep_recording(module& m, channel_id of);

/// Deletes the recordings whose time is over.
task<> sweep_recordings(module& m);

/// Removes the media of a recording that was deleted.
task<> remove_media(module& m, recordings::recording gone);

} // namespace ahimmoyak::live
