#pragma once

#include "courses/course.hpp"
#include "db/connection.hpp"

namespace ahimmoyak::courses {

/// Somebody has rated the course, or changed what they gave (`count` is 0 then): in the transaction of that. It is no change
/// of the course, whose version stays.
void add_to_rating(db::connection& in, course_id which, std::int64_t score, std::int64_t count);

} // namespace ahimmoyak::courses
