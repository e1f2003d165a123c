#pragma once

#include "analysis/period.hpp"
#include "courses/course.hpp"
#include "db/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What ECharts takes as a `dataset`: the names of the dimensions, and a row for each point. An institution's own
/// figures.
namespace ahimmoyak::analysis {

/// How many trainees were enrolled in a course in a month.
struct course_month {
    std::string month;
    courses::course_id course_id;
    std::string course;
    std::int64_t enrollments = 0;
};
BOOST_DESCRIBE_STRUCT(course_month, (), (month, course_id, course, enrollments))

struct popularity_dataset {
    date from;
    date to;
    std::vector<std::string> dimensions;
    std::vector<course_month> source; ///< the courses with most enrolments first, each with every month
};
BOOST_DESCRIBE_STRUCT(popularity_dataset, (), (from, to, dimensions, source))

/// What ran in a month. A trainee of two offerings counts twice.
struct month_figures {
    std::string month;
    std::int64_t companies = 0;
    std::int64_t trainees = 0;
    std::int64_t courses = 0;
};
BOOST_DESCRIBE_STRUCT(month_figures, (), (month, companies, trainees, courses))

struct monthly_dataset {
    date from;
    date to;
    std::vector<std::string> dimensions;
    std::vector<month_figures> source;
};
BOOST_DESCRIBE_STRUCT(monthly_dataset, (), (from, to, dimensions, source))

struct quarter_figures {
    std::string quarter;
    std::int64_t companies = 0;
    std::int64_t trainees = 0;
    std::int64_t courses = 0;
};
BOOST_DESCRIBE_STRUCT(quarter_figures, (), (quarter, companies, trainees, courses))

struct quarterly_dataset {
    date from;
    date to;
    std::vector<std::string> dimensions;
    std::vector<quarter_figures> source;
};
BOOST_DESCRIBE_STRUCT(quarterly_dataset, (), (from, to, dimensions, source))

/// Minutes present of all minutes of live lectures.
struct course_company_attendance {
    courses::course_id course_id;
    std::string course;
    ahimmoyak::company_id company_id;
    std::string company;
    std::int64_t trainees = 0;
    double attendance_percent = 0;
};
BOOST_DESCRIBE_STRUCT(course_company_attendance, (),
                      (course_id, course, company_id, company, trainees, attendance_percent))

struct attendance_dataset {
    date from;
    date to;
    std::vector<std::string> dimensions;
    std::int64_t total = 0;                        ///< pairs of course and company, shown or not
    std::vector<course_company_attendance> source; ///< those with most trainees first
};
BOOST_DESCRIBE_STRUCT(attendance_dataset, (), (from, to, dimensions, total, source))

/// Figures of one course only, or of one company, or of the two together.
struct narrowed {
    std::optional<courses::course_id> course;
    std::optional<ahimmoyak::company_id> company;
};

popularity_dataset popularity(db::connection& in, institution_id of, const period& when, std::int64_t most_courses,
                              const narrowed& to = {});
monthly_dataset monthly(db::connection& in, institution_id of, const period& when);
quarterly_dataset quarterly(db::connection& in, institution_id of, const period& when);
attendance_dataset attendance(db::connection& in, institution_id of, const period& when, std::int64_t most,
                              const narrowed& to = {});

/// A part of a whole as a percentage with one decimal.
double percent_with_decimal(std::int64_t part, std::int64_t whole);
/// Nothing of nothing.
std::optional<double> percent_or_none(std::int64_t part, std::int64_t whole);
/// The mean with one decimal, of what there is any.
std::optional<double> mean_or_none(std::int64_t sum, std::int64_t count);

} // namespace ahimmoyak::analysis
