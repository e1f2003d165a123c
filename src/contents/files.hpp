#pragma once

#include "courses/course.hpp"
#include "db/connection.hpp"
#include "objects/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::contents {

/// The file of a lesson and where it rests.
struct lesson_file {
    std::string saved_name; ///< the key in the object store
    std::string origin_name;
    std::string mime_type;
    std::int64_t size_bytes = 0;
    std::optional<std::int64_t> time_amount;
};
BOOST_DESCRIBE_STRUCT(lesson_file, (), (saved_name, origin_name, mime_type, size_bytes, time_amount))

/// Nothing when the lesson has none. The caller checks whose lesson it is.
std::optional<lesson_file> file_of(db::connection& in, courses::content_id lesson);

/// A file that must be in the store, and whose it is.
struct owned_file {
    std::string object_key;
    std::string origin_name;
    std::int64_t size_bytes = 0;
    std::string institution;
};
BOOST_DESCRIBE_STRUCT(owned_file, (), (object_key, origin_name, size_bytes, institution))
std::vector<owned_file> owned_files(db::connection& in);

struct placed_video {
    courses::content_id content_id;
    std::string saved_name;
};
BOOST_DESCRIBE_STRUCT(placed_video, (), (content_id, saved_name))
/// Every lesson's video.
std::vector<placed_video> all_videos(db::connection& in);
/// Does a lesson other than this have the file?
bool has_other_lesson(db::connection& in, std::string_view saved_name, courses::content_id than);
/// Where the file did not say at once how long it is.
void set_unknown_duration(db::connection& in, std::string_view saved_name, std::int64_t seconds);

/// How a browser shall take it: what it can show is shown, everything else is saved.
objects::presentation presentation_of(const lesson_file& file);

} // namespace ahimmoyak::contents
