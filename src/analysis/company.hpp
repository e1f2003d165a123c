#pragma once

#include "analysis/outlook.hpp"
#include "db/connection.hpp"

#include <optional>
#include <string>
#include <vector>

/// What a company's training officer sees of its offerings: function 52.
namespace ahimmoyak::analysis {

/// How many of an offering will miss completion for want of each; one trainee may miss more than one.
struct risk_counts {
    std::int64_t progress = 0;
    std::int64_t attendance = 0;
    std::int64_t exam = 0;
};
BOOST_DESCRIBE_STRUCT(risk_counts, (), (progress, attendance, exam))

struct dashboard_offering {
    offerings::course_provide_id course_provide_id;
    std::string course_title;
    std::string institution_name;
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    date begin_date;
    date end_date;
    std::int64_t days_left = 0; ///< until the end of the last day, today among them
    std::int64_t trainee_count = 0;
    std::int64_t certified_count = 0;
    std::int64_t on_track_count = 0;
    std::int64_t at_risk_count = 0;
    std::int64_t missed_count = 0;
    std::optional<double> progress_percent;
    std::optional<double> attendance_percent;
    risk_counts risks;
};
BOOST_DESCRIBE_STRUCT(dashboard_offering, (),
                      (course_provide_id, course_title, institution_name, state, begin_date, end_date, days_left,
                       trainee_count, certified_count, on_track_count, at_risk_count, missed_count, progress_percent,
                       attendance_percent, risks))

/// Of all offerings of the company.
struct dashboard_totals {
    std::int64_t offering_count = 0;
    std::int64_t ongoing_count = 0;
    std::int64_t trainee_count = 0;
    std::int64_t certified_count = 0;
    std::int64_t at_risk_count = 0; ///< in those that run, shown or not
};
BOOST_DESCRIBE_STRUCT(dashboard_totals, (),
                      (offering_count, ongoing_count, trainee_count, certified_count, at_risk_count))

/// The newest first, below the id `before`.
std::vector<dashboard_offering> offerings_of(db::connection& in, company_id of, std::int64_t before, std::int64_t most,
                                             date today);
dashboard_totals totals_of(db::connection& in, company_id of, date today);

} // namespace ahimmoyak::analysis
