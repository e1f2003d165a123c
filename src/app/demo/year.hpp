#pragma once

#include "app/demo/client.hpp"
#include "app/installation.hpp"

#include <vector>

namespace ahimmoyak::app {

/// A company of the demonstration with the people that it sends to courses.
struct demo_company {
    company_id company;
    std::vector<user_id> people;
};

/// The past year of an institution: three more companies with people who cannot sign in, offerings of each month with
/// what was studied, attended, certified and rated, and some that run. The same for every demonstration begun on the
/// same day. Written as records, since time is measured everywhere else.
task<> fill_year(installation& all, user_id manager, std::vector<courses::course_id> taught,
                 std::vector<demo_company> companies);

/// Courses of an hour's reading a lesson, as the year needs them: the client acts as their institution's manager.
task<std::vector<courses::course_id>> make_courses_of_the_year(installation& all, demo_client& as);

/// What is asked and told on the board of an offering that runs.
task<> fill_board(demo_client& as, boost::json::value offering, user_id manager, std::vector<user_id> trainees);

} // namespace ahimmoyak::app
