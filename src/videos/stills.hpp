#pragma once

#include "videos/api.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::videos {

/// A poster and one sheet of small pictures, row by row.
struct stills {
    std::string poster; ///< JPEG, at most 720 lines
    std::string sheet;  ///< JPEG
    std::int64_t count = 0;
    std::int64_t columns = 0;
    std::int64_t width = 0; ///< of one
    std::int64_t height = 0;
};

/// The bytes of a film from an offset on, at most so many.
using bytes_of_film = std::function<task<std::string>(std::uint64_t, std::size_t)>;

/// What the film of `size` bytes shows at or behind each of `places`, which are ascending offsets of segments in it, at
/// most 100. Made by the media worker, in its sandbox and bounded in time. Nothing when it cannot be had.
task<std::optional<stills>> draw_stills(module& m, std::uint64_t size, std::vector<std::uint64_t> places,
                                        bytes_of_film film);

} // namespace ahimmoyak::videos
