#include "analysis/api.hpp"

#include "analysis/charts.hpp"
#include "analysis/grids.hpp"
#include "analysis/routes.hpp"
#include "http/endpoint.hpp"

namespace ahimmoyak::analysis {

namespace {

struct popularity_query : period_query {
    whole<1, 50, 10> courses; ///< how many, the most popular ones
    std::optional<courses::course_id> course_id;
};
BOOST_DESCRIBE_STRUCT(popularity_query, (period_query), (courses, course_id))

struct attendance_query : narrowed_query {
    whole<1, 1000, 100> limit;
};
BOOST_DESCRIBE_STRUCT(attendance_query, (narrowed_query), (limit))

struct grid_query : period_query {
    whole<1, 1000, 1000> limit;
    whole<1, 100'000, 1> page;
};
BOOST_DESCRIBE_STRUCT(grid_query, (period_query), (limit, page))

struct narrowed_grid_query : grid_query {
    std::optional<courses::course_id> course_id;
    std::optional<ahimmoyak::company_id> company_id;
};
BOOST_DESCRIBE_STRUCT(narrowed_grid_query, (grid_query), (course_id, company_id))

struct contract_grid {
    date from;
    date to;
    std::int64_t total = 0;
    std::vector<contract_row> items;
};
BOOST_DESCRIBE_STRUCT(contract_grid, (), (from, to, total, items))

struct course_provide_grid {
    date from;
    date to;
    std::int64_t total = 0;
    std::vector<course_provide_row> items;
};
BOOST_DESCRIBE_STRUCT(course_provide_grid, (), (from, to, total, items))

struct company_attendance_grid {
    date from;
    date to;
    std::int64_t total = 0;
    std::vector<company_attendance_row> items;
};
BOOST_DESCRIBE_STRUCT(company_attendance_grid, (), (from, to, total, items))

struct course_rate_grid {
    date from;
    date to;
    std::int64_t total = 0;
    std::vector<course_rate_row> items;
};
BOOST_DESCRIBE_STRUCT(course_rate_grid, (), (from, to, total, items))

task<popularity_dataset> show_popularity(module& m, caller who, http::query<popularity_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    const auto ask = [&](db::connection& in) {
        const auto to = narrowed_for(in, who, asked->course_id, std::nullopt);
        return popularity(in, who.of_institution(), when, asked->courses.value, to);
    };
    co_return co_await m.database.read_long(ask);
}

task<monthly_dataset> show_months(module& m, caller who, http::query<period_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    co_return co_await m.database.read_long(
        [&](db::connection& in) { return monthly(in, who.of_institution(), when); });
}

task<quarterly_dataset> show_quarters(module& m, caller who, http::query<period_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    co_return co_await m.database.read_long(
        [&](db::connection& in) { return quarterly(in, who.of_institution(), when); });
}

task<attendance_dataset> show_attendance(module& m, caller who, http::query<attendance_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    const auto ask = [&](db::connection& in) {
        const auto to = narrowed_for(in, who, asked->course_id, asked->company_id);
        return attendance(in, who.of_institution(), when, asked->limit.value, to);
    };
    co_return co_await m.database.read_long(ask);
}

// A page of rows; how many there are in all is asked for only where the page does not tell.
template <class Grid, class Rows, class Count>
task<Grid> grid_of(module& m, caller who, const grid_query& asked, Rows rows, Count count)
{
    const auto when = period_from(asked, m.today());
    const slice part{asked.limit.value, asked.page.value};
    Grid made{when.from, when.to, 0, {}};
    const auto ask = [&](db::connection& in) {
        made.items = rows(in, who.of_institution(), when, part);
        made.total = part.page == 1 && std::ssize(made.items) < part.limit ? std::ssize(made.items)
                                                                           : count(in, who.of_institution(), when);
    };
    co_await m.database.read_long(ask);
    co_return made;
}

task<contract_grid> show_companies(module& m, caller who, http::query<grid_query> asked)
{
    co_return co_await grid_of<contract_grid>(m, who, asked.value, companies, count_companies);
}

task<course_provide_grid> show_course_provides(module& m, caller who, http::query<narrowed_grid_query> asked)
{
    narrowed to;
    const auto rows = [&](db::connection& in, institution_id of, const period& when, const slice& part) {
        to = narrowed_for(in, who, asked->course_id, asked->company_id);
        return course_provides(in, of, when, part, to);
    };
    const auto count = [&](db::connection& in, institution_id of, const period& when) {
        return count_course_provides(in, of, when, to);
    };
    co_return co_await grid_of<course_provide_grid>(m, who, asked.value, rows, count);
}

task<company_attendance_grid> show_company_attendance(module& m, caller who, http::query<grid_query> asked)
{
    co_return co_await grid_of<company_attendance_grid>(m, who, asked.value, company_attendances,
                                                        count_company_attendances);
}

task<course_rate_grid> show_course_rates(module& m, caller who, http::query<grid_query> asked)
{
    co_return co_await grid_of<course_rate_grid>(m, who, asked.value, course_rates, count_course_rates);
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    r.get("/analysis/api/echart/basic-line/popularity-courses", managers,
          "Enrolments in the most popular courses by month", show_popularity);
    r.get("/analysis/api/echart/basic-bar/monthly-courses", managers,
          "Companies, trainees and running courses by month", show_months);
    r.get("/analysis/api/echart/echart/basic-pie/quarter-courses", managers,
          "Companies, trainees and running courses by quarter", show_quarters);
    r.get("/analysis/api/echart/horizontal-bar/company-attendances", managers,
          "Attendance at live lectures by course and company", show_attendance);
    r.get("/analysis/api/aggrid/companies", managers, "Companies under contract", show_companies);
    r.get("/analysis/api/aggrid/course-provides", managers, "Offerings in operation", show_course_provides);
    r.get("/analysis/api/aggrid/company-attendance", managers, "Attendance at live lectures by company",
          show_company_attendance);
    r.get("/analysis/api/aggrid/course-rate-data", managers, "Every course with its completions, scores and ratings",
          show_course_rates);
    add_people_routes(to, book, m);
    add_export_routes(to, book, m);
}

} // namespace ahimmoyak::analysis
