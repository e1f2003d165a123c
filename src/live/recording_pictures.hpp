#pragma once

#include "db/connection.hpp"
#include "live/api.hpp"
#include "media/recording/index.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::live {

/// What is shown of a recording before it is played.
struct recording_pictures {
    std::string poster_key;
    std::string sheet_key;
    std::string moments_ms; ///< JSON, one for each small picture
    std::int64_t columns = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
};
BOOST_DESCRIBE_STRUCT(recording_pictures, (), (poster_key, sheet_key, moments_ms, columns, width, height))

std::optional<recording_pictures> find_pictures(db::connection& in, channel_id of);

/// Draws the pictures of what lies in these files, once; nothing comes of it when they cannot be had, and the
/// recording plays all the same.
task<> draw_pictures(module& m, channel_id of, std::filesystem::path media,
                     std::vector<media::recording::entry> entries);

/// Removes them, when there are any.
task<> remove_pictures(module& m, channel_id of);

} // namespace ahimmoyak::live
