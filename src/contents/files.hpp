#pragma once

#include "courses/course.hpp"
#include "db/connection.hpp"
#include "objects/store.hpp"

#include <optional>
#include <string>

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

/// How a browser shall take it: what it can show is shown, everything else is saved.
objects::presentation presentation_of(const lesson_file& file);

} // namespace ahimmoyak::contents
