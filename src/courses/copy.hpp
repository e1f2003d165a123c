#pragma once

#include "courses/course.hpp"
#include "db/connection.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace ahimmoyak::courses {

struct copied_course {
    course_id id;
    std::vector<std::pair<content_id, content_id>> lessons; ///< from, to: whoever keeps something for one copies it
};

/// A draft with the same chapters, lessons, texts and picture; it shares nothing with the first but the files.
copied_course copy_course(db::connection& in, institution_id of, course_id which, std::string_view title,
                          timestamp now);

} // namespace ahimmoyak::courses
