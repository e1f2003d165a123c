#pragma once

#include "media/frame.hpp"
#include "media/recording/file.hpp"

#include <cstdint>

namespace ahimmoyak::media::recording {

/// The format of a sound that says nothing.
audio_format silent_sound();

/// Gives a segment of pictures alone such a sound: players take no track that comes later in a recording. What it
/// holds was made by write_fragment(), and its initialization segment has the sound already.
void add_silence(segment_of& to);

} // namespace ahimmoyak::media::recording
