#include "analysis/charts.hpp"

#include "json/names.hpp"

#include <boost/mp11/algorithm.hpp>

#include <cmath>
#include <map>

namespace ahimmoyak::analysis {

namespace {

constexpr db::query popular_courses{R"(
    SELECT s.axis_id AS course_id, c.title AS title
    FROM (SELECT axis_id, CAST(SUM(trainee_count) AS BIGINT) AS trainees FROM analysis_period
          WHERE institution_id = $1 AND axis = 'ENROLLED' AND period >= $2 AND period <= $3 AND trainee_count > 0
            AND (CAST($4 AS BIGINT) IS NULL OR axis_id = $4)
          GROUP BY axis_id ORDER BY 2 DESC, 1 LIMIT $5) s JOIN course c ON c.id = s.axis_id
    ORDER BY s.trainees DESC, s.axis_id)"};
constexpr db::query enrolled_by_month{R"(
    SELECT axis_id AS course_id, period, trainee_count AS trainees FROM analysis_period
    WHERE institution_id = $1 AND axis = 'ENROLLED' AND period >= $2 AND period <= $3 AND trainee_count > 0)"};
// Every offering stands under its company and under its course: trainees are counted by one of them.
constexpr db::query running_by_month{R"(
    SELECT period, CAST(SUM(CASE WHEN axis = 'COMPANY' THEN 1 ELSE 0 END) AS BIGINT) AS companies,
           CAST(SUM(CASE WHEN axis = 'COMPANY' THEN trainee_count ELSE 0 END) AS BIGINT) AS trainees,
           CAST(SUM(CASE WHEN axis = 'COURSE' THEN 1 ELSE 0 END) AS BIGINT) AS courses
    FROM analysis_period
    WHERE institution_id = $1 AND axis IN ('COMPANY', 'COURSE') AND period >= $2 AND period <= $3 AND offering_count > 0
    GROUP BY period)"};
constexpr db::query running_by_quarter{R"(
    SELECT period, CAST(SUM(CASE WHEN axis = 'COMPANY_QUARTER' THEN 1 ELSE 0 END) AS BIGINT) AS companies,
           CAST(SUM(CASE WHEN axis = 'COMPANY_QUARTER' THEN trainee_count ELSE 0 END) AS BIGINT) AS trainees,
           CAST(SUM(CASE WHEN axis = 'COURSE_QUARTER' THEN 1 ELSE 0 END) AS BIGINT) AS courses
    FROM analysis_period
    WHERE institution_id = $1 AND axis IN ('COMPANY_QUARTER', 'COURSE_QUARTER') AND period >= $2 AND period <= $3
      AND offering_count > 0
    GROUP BY period)"};
constexpr db::query attendance_pairs{R"(
    SELECT s.course_id AS course_id, c.title AS course, s.company_id AS company_id, k.name AS company,
           s.trainees AS trainees, s.present_ms AS present_ms, s.held_ms AS held_ms, s.total AS total
    FROM (SELECT course_id, company_id, CAST(SUM(trainee_count) AS BIGINT) AS trainees,
                 CAST(SUM(present_ms) AS BIGINT) AS present_ms, CAST(SUM(held_ms) AS BIGINT) AS held_ms,
                 CAST(COUNT(*) OVER () AS BIGINT) AS total
          FROM analysis_offering WHERE institution_id = $1 AND end_date >= $2 AND begin_date <= $3 AND held_ms > 0
            AND (CAST($4 AS BIGINT) IS NULL OR course_id = $4) AND (CAST($5 AS BIGINT) IS NULL OR company_id = $5)
          GROUP BY course_id, company_id ORDER BY 3 DESC, 1, 2 LIMIT $6) s
         JOIN course c ON c.id = s.course_id JOIN company k ON k.id = s.company_id
    ORDER BY s.trainees DESC, s.course_id, s.company_id)"};
struct titled_course {
    courses::course_id course_id;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(titled_course, (), (course_id, title))

struct enrolled_cell {
    courses::course_id course_id;
    std::string period;
    std::int64_t trainees = 0;
};
BOOST_DESCRIBE_STRUCT(enrolled_cell, (), (course_id, period, trainees))

struct running_cell {
    std::string period;
    std::int64_t companies = 0;
    std::int64_t trainees = 0;
    std::int64_t courses = 0;
};
BOOST_DESCRIBE_STRUCT(running_cell, (), (period, companies, trainees, courses))

struct attendance_pair {
    courses::course_id course_id;
    std::string course;
    ahimmoyak::company_id company_id;
    std::string company;
    std::int64_t trainees = 0;
    std::int64_t present_ms = 0;
    std::int64_t held_ms = 0;
    std::int64_t total = 0; ///< pairs there are, in each row
};
BOOST_DESCRIBE_STRUCT(attendance_pair, (),
                      (course_id, course, company_id, company, trainees, present_ms, held_ms, total))

// The dimensions of a dataset are the members of its rows, as they are written.
template <class Row>
std::vector<std::string> dimensions_of()
{
    std::vector<std::string> names;
    boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>(
        [&](auto member) { names.emplace_back(json::wire_name<decltype(member)>); });
    return names;
}

template <class Row>
Row figures_in(const std::map<std::string, running_cell>& cells, std::string period)
{
    const auto found = cells.find(period);
    if (found == cells.end())
        return {std::move(period)};
    return {std::move(period), found->second.companies, found->second.trainees, found->second.courses};
}

std::map<std::string, running_cell> by_period(std::vector<running_cell>&& all)
{
    std::map<std::string, running_cell> made;
    for (auto& each : all)
        made.emplace(each.period, each);
    return made;
}

} // namespace

double percent_with_decimal(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? 0 : std::round(1'000.0 * static_cast<double>(part) / static_cast<double>(whole)) / 10;
}

std::optional<double> percent_or_none(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? std::nullopt : std::optional{percent_with_decimal(part, whole)};
}

std::optional<double> mean_or_none(std::int64_t sum, std::int64_t count)
{
    return count == 0 ? std::nullopt
                      : std::optional{std::round(10.0 * static_cast<double>(sum) / static_cast<double>(count)) / 10};
}

popularity_dataset popularity(db::connection& in, institution_id of, const period& when, std::int64_t most_courses,
                              const narrowed& to)
{
    popularity_dataset made{when.from, when.to, dimensions_of<course_month>(), {}};
    const auto months = when.months();
    const auto first = months.front().text();
    const auto last = months.back().text();
    std::map<std::pair<courses::course_id, std::string>, std::int64_t> counts;
    for (auto& each : in.all<enrolled_cell>(enrolled_by_month, of, first, last))
        counts.emplace(std::pair{each.course_id, std::move(each.period)}, each.trainees);
    for (const auto& course : in.all<titled_course>(popular_courses, of, first, last, to.course, most_courses))
        for (const auto& each : months) {
            const auto found = counts.find({course.course_id, each.text()});
            made.source.push_back(
                {each.text(), course.course_id, course.title, found == counts.end() ? 0 : found->second});
        }
    return made;
}

monthly_dataset monthly(db::connection& in, institution_id of, const period& when)
{
    monthly_dataset made{when.from, when.to, dimensions_of<month_figures>(), {}};
    const auto months = when.months();
    const auto cells =
        by_period(in.all<running_cell>(running_by_month, of, months.front().text(), months.back().text()));
    for (const auto& each : months)
        made.source.push_back(figures_in<month_figures>(cells, each.text()));
    return made;
}

quarterly_dataset quarterly(db::connection& in, institution_id of, const period& when)
{
    quarterly_dataset made{when.from, when.to, dimensions_of<quarter_figures>(), {}};
    const auto quarters = when.quarters();
    const auto cells = by_period(
        in.all<running_cell>(running_by_quarter, of, quarters.front().quarter_text(), quarters.back().quarter_text()));
    for (const auto& each : quarters)
        made.source.push_back(figures_in<quarter_figures>(cells, each.quarter_text()));
    return made;
}

attendance_dataset attendance(db::connection& in, institution_id of, const period& when, std::int64_t most,
                              const narrowed& to)
{
    attendance_dataset made{when.from, when.to, dimensions_of<course_company_attendance>(), 0, {}};
    for (auto& each : in.all<attendance_pair>(attendance_pairs, of, when.from, when.to, to.course, to.company, most)) {
        made.total = each.total;
        made.source.push_back({each.course_id, std::move(each.course), each.company_id, std::move(each.company),
                               each.trainees, percent_with_decimal(each.present_ms, each.held_ms)});
    }
    return made;
}

} // namespace ahimmoyak::analysis
