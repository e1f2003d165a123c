#pragma once

#include "analysis/charts.hpp"
#include "analysis/period.hpp"
#include "db/connection.hpp"
#include "offerings/offering.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What AG Grid takes as rows. An institution's own figures, of the offerings whose dates touch the period.
namespace ahimmoyak::analysis {

/// A part of a long grid.
struct slice {
    std::int64_t limit = 1000;
    std::int64_t page = 1;
    std::int64_t skipped() const { return (page - 1) * limit; }
};

/// A company under contract: an offering was accepted.
struct contract_row {
    ahimmoyak::company_id company_id;
    std::string company_name;
    std::int64_t offering_count = 0;
    std::int64_t trainee_count = 0;
    std::int64_t deposit = 0; ///< won
    date first_contract_on;
    date last_contract_on;
};
BOOST_DESCRIBE_STRUCT(contract_row, (),
                      (company_id, company_name, offering_count, trainee_count, deposit, first_contract_on,
                       last_contract_on))

/// An offering in operation: its trainees are registered.
struct course_provide_row {
    offerings::course_provide_id course_provide_id;
    courses::course_id course_id;
    std::string course_title;
    ahimmoyak::company_id company_id;
    std::string company_name;
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    date begin_date;
    date end_date;
    std::int64_t trainee_count = 0;
    std::int64_t certified_count = 0;
    std::optional<double> progress_percent;   ///< the mean of its trainees
    std::optional<double> attendance_percent; ///< none before a lecture was held
};
BOOST_DESCRIBE_STRUCT(course_provide_row, (),
                      (course_provide_id, course_id, course_title, company_id, company_name, state, begin_date,
                       end_date, trainee_count, certified_count, progress_percent, attendance_percent))

struct company_attendance_row {
    ahimmoyak::company_id company_id;
    std::string company_name;
    std::int64_t offering_count = 0;
    std::int64_t trainee_count = 0;
    std::int64_t held_seconds = 0;    ///< of live lectures, of all trainees together
    std::int64_t present_seconds = 0; ///< of these
    std::optional<double> attendance_percent;
};
BOOST_DESCRIBE_STRUCT(company_attendance_row, (),
                      (company_id, company_name, offering_count, trainee_count, held_seconds, present_seconds,
                       attendance_percent))

struct course_rate_row {
    courses::course_id course_id;
    std::string course_title;
    std::string instructor;
    courses::course_state state = courses::course_state::AVAILABLE;
    std::int64_t offering_count = 0;
    std::int64_t trainee_count = 0;
    std::int64_t certified_count = 0;
    std::optional<double> completion_percent;
    std::optional<double> progress_percent;
    std::optional<double> exam_average; ///< of 100
    std::optional<double> rating;       ///< of 5
    std::int64_t rating_count = 0;
};
BOOST_DESCRIBE_STRUCT(course_rate_row, (),
                      (course_id, course_title, instructor, state, offering_count, trainee_count, certified_count,
                       completion_percent, progress_percent, exam_average, rating, rating_count))

std::vector<contract_row> companies(db::connection& in, institution_id of, const period& when, const slice& part);
std::vector<course_provide_row> course_provides(db::connection& in, institution_id of, const period& when,
                                                const slice& part, const narrowed& to = {});
std::vector<company_attendance_row> company_attendances(db::connection& in, institution_id of, const period& when,
                                                        const slice& part);
/// Every course of the institution, those without offerings too.
std::vector<course_rate_row> course_rates(db::connection& in, institution_id of, const period& when, const slice& part);

/// How many rows there are in all.
std::int64_t count_companies(db::connection& in, institution_id of, const period& when);
std::int64_t count_course_provides(db::connection& in, institution_id of, const period& when, const narrowed& to = {});
std::int64_t count_company_attendances(db::connection& in, institution_id of, const period& when);
std::int64_t count_course_rates(db::connection& in, institution_id of, const period& when);

} // namespace ahimmoyak::analysis
