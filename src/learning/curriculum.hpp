#pragma once

#include "courses/course.hpp"
#include "db/connection.hpp"
#include "offerings/offering.hpp"

namespace ahimmoyak::learning {

/// Fixes the lessons that the course has now for the offering, once: what is added to the course later is for
/// later offerings, what is removed from it stays for this one, and a lesson that is made anew is another.
void fix_curriculum(db::connection& in, offerings::course_provide_id offering, courses::course_id course,
                    timestamp now);

} // namespace ahimmoyak::learning
