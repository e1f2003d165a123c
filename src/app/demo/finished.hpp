#pragma once

#include "app/installation.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::app {

/// Who has completed a course, and what they think of it.
struct graduate {
    user_id who;
    std::int64_t score = 5;
    std::string words;
};

/// Has them study all lessons of an offering in no time, with all that is kept of it. Only a demonstration can do that:
/// time is measured everywhere else.
task<> study_course(installation& all, offerings::course_provide_id offering, std::vector<graduate> whom);
/// They get its certificate and rate the course.
task<> finish_course(installation& all, offerings::course_provide_id offering, std::vector<graduate> whom);

/// Trainees of a demonstration are asked for no code: nobody reads their mail.
task<> ask_for_no_identity(installation& all, user_id manager);

} // namespace ahimmoyak::app
