#pragma once

#include "courses/course.hpp"

namespace ahimmoyak::courses {

/// A lesson is gone from its course; whoever keeps something for it lets go of that.
struct content_removed {
    static constexpr std::string_view event_name = "courses.content_removed";
    courses::content_id content_id;
    courses::course_id course_id;
};
BOOST_DESCRIBE_STRUCT(content_removed, (), (content_id, course_id))

} // namespace ahimmoyak::courses
