#pragma once

#include "courses/course.hpp"
#include "db/connection.hpp"
#include "objects/store.hpp"

#include <optional>
#include <string>
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

/// How a browser shall take it: what it can show is shown, everything else is saved.
objects::presentation presentation_of(const lesson_file& file);

} // namespace ahimmoyak::contents
