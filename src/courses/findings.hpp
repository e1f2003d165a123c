#pragma once

#include "base/words.hpp"
#include "courses/course.hpp"
#include "db/connection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::courses {

/// Something that a course lacks, and where.
struct finding {
    std::string pointer; ///< into the course: "/curriculums/0/contents/2"
    std::string code;
    bool required = false; ///< the course cannot be made available without it
    std::optional<courses::curriculum_id> curriculum_id;
    std::optional<courses::content_id> content_id;
};
BOOST_DESCRIBE_STRUCT(finding, (), (pointer, code, required, curriculum_id, content_id))

/// In the order of the course, what is required before what is advised. Pure.
std::vector<finding> findings_in(const course& of);

/// Throws the 409 that lists what is missing, each with its pointer.
void check_complete(db::connection& in, course_id which, std::string_view state);

} // namespace ahimmoyak::courses
