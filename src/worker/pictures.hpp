#pragma once

#include "worker/source.hpp"

#include <cstdint>
#include <vector>

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

/// Sends the poster and a sheet with the first key frame at or behind each of these places, ascending byte offsets of
/// the file, which is read once from its beginning. Throws `unsupported`, and `broken` when one of them is not there.
sheet send_stills(source& from, const std::vector<std::uint64_t>& places);

} // namespace ahimmoyak::worker
