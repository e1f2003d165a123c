#pragma once

#include "analysis/period.hpp"
#include "db/connection.hpp"
#include "offerings/offering.hpp"

#include <optional>
#include <string>
#include <vector>

/// A trainee's own hours, scores and attendance, whatever company they were for.
namespace ahimmoyak::analysis {

struct own_course {
    offerings::course_provide_id course_provide_id;
    std::string course_title;
    std::string institution_name;
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    date begin_date;
    date end_date;
    std::int64_t progress_percent = 0;
    std::optional<double> attendance_percent; ///< none before a lecture was held
    std::optional<double> exam_average;       ///< of 100, none before an exam was marked
    std::int64_t credited_seconds = 0;        ///< of lessons, in the period
    std::int64_t live_seconds = 0;            ///< in live lectures, in the period
    bool certified = false;
};
BOOST_DESCRIBE_STRUCT(own_course, (),
                      (course_provide_id, course_title, institution_name, state, begin_date, end_date, progress_percent,
                       attendance_percent, exam_average, credited_seconds, live_seconds, certified))

/// What a week gave, in one course.
struct own_week {
    date monday;
    offerings::course_provide_id course_provide_id;
    std::int64_t credited_seconds = 0;
    std::int64_t live_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(own_week, (), (monday, course_provide_id, credited_seconds, live_seconds))

/// The courses whose dates touch the period, the latest first; at most 200.
std::vector<own_course> own_courses(db::connection& in, user_id who, const period& when);
/// Their weeks in which something was studied, in order; their seconds are added to the courses.
std::vector<own_week> own_weeks(db::connection& in, user_id who, const period& when, std::vector<own_course>& of);

} // namespace ahimmoyak::analysis
