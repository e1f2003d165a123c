#pragma once

#include "base/caller.hpp"
#include "courses/course.hpp"
#include "db/connection.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::app {

/// How somebody does: percent of the lessons and of the lecture, and the rating given at the end (0: none).
struct student {
    user_id who;
    int progress = 0;
    int presence = 0;
    int rating = 0;
};

struct past_offering {
    company_id company;
    courses::course_id course;
    date begin;
    date end;
    std::int64_t deposit = 0;
    bool has_lecture = false;
    std::vector<student> students;
};

/// Writes an offering with all that is kept of it up to today, in the caller's transaction.
void add_past_offering(db::connection& in, const past_offering& what, user_id manager, date today,
                       const std::string& zone);

} // namespace ahimmoyak::app
