#pragma once

#include "analysis/outlook.hpp"
#include "analysis/period.hpp"
#include "db/connection.hpp"

#include <optional>
#include <string>
#include <vector>

/// The people behind a figure.
namespace ahimmoyak::analysis {

/// One trainee in one offering.
struct person_row {
    offerings::enrollment_id enrollment_id;
    ahimmoyak::user_id user_id;
    std::string name;
    ahimmoyak::company_id company_id;
    std::string company_name;
    offerings::course_provide_id course_provide_id;
    std::string course_title;
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    date begin_date;
    date end_date;
    std::int64_t progress_percent = 0;
    std::optional<double> attendance_percent; ///< none before a lecture was held
    std::optional<double> exam_average;       ///< of 100, none before an exam was marked
    analysis::outlook outlook = outlook::WAITING;
    std::vector<requirement_outlook> requirements;
};
BOOST_DESCRIBE_STRUCT(person_row, (),
                      (enrollment_id, user_id, name, company_id, company_name, course_provide_id, course_title, state,
                       begin_date, end_date, progress_percent, attendance_percent, exam_average, outlook, requirements))

/// Whose figures: what is not said does not narrow.
struct people_filter {
    std::optional<institution_id> institution;
    std::optional<company_id> company;
    std::optional<courses::course_id> course;
    std::optional<offerings::course_provide_id> course_provide;
    std::optional<std::string> enrolled_month; ///< '2026-11': in place of the period
};

/// The latest offerings first, within each by enrolment.
struct people_place {
    std::int64_t course_provide = INT64_MAX;
    std::int64_t enrollment = 0;
};

std::vector<person_row> people(db::connection& in, const people_filter& of, const period& when,
                               const people_place& after, std::int64_t most, date today);
std::int64_t count_people(db::connection& in, const people_filter& of, const period& when);

/// Whether the company ever asked the institution for a course.
bool has_dealt_with(db::connection& in, institution_id which, company_id with);

} // namespace ahimmoyak::analysis
