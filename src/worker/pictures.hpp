#pragma once

#include "worker/source.hpp"

#include <cstdint>

namespace ahimmoyak::worker {

/// A sheet of small pictures, row by row, one for each stretch of the video.
struct sheet {
    std::int64_t every_ms = 0;
    int count = 0;
    int columns = 0;
    int width = 0; ///< of one
    int height = 0;
};

/// Sends the poster and the sheet of pictures that are shown while seeking. Reads around in the file and leaves it
/// anywhere. Throws `unsupported` and `broken` when not one picture can be had.
sheet send_pictures(source& from);

} // namespace ahimmoyak::worker
