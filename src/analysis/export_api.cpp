#include "analysis/api.hpp"
#include "analysis/routes.hpp"
#include "analysis/workbook.hpp"
#include "http/endpoint.hpp"

#include <stdexcept>

namespace ahimmoyak::analysis {

namespace {

/// What a file has at most: more is a work for the database, not for a spreadsheet.
constexpr std::int64_t most_rows = 20'000;
constexpr slice whole_grid{most_rows, 1};

// `rows` reads the table's rows in a transaction.
template <class Rows>
task<http::response> send_table(module& m, const caller& who, language in, std::string_view name, Rows rows)
{
    m.exports.count(std::to_string(who.user.value), m.time.now());
    const auto ask = [&](db::connection& on) { return std::vector{sheet_of(rows(on), in)}; };
    const auto sheets = co_await m.database.read_long(ask);
    const auto write = [&] { return tables::write_xlsx(sheets); };
    auto bytes = co_await m.spreadsheets.run(write);
    if (!bytes)
        throw std::runtime_error{"a workbook cannot be written; is there room for temporary files?"};
    http::response answer{
        200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", std::move(*bytes), {}};
    answer.with("Content-Disposition", "attachment; filename=\"" + std::string{name} + ".xlsx\"")
        .with("Cache-Control", "no-store");
    co_return answer;
}

task<http::response> save_popularity(module& m, caller who, http::incoming in, http::query<period_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    co_return co_await send_table(m, who, in->speaks, "popular-courses", [&](db::connection& on) {
        return popularity(on, who.of_institution(), when, 50).source;
    });
}

task<http::response> save_months(module& m, caller who, http::incoming in, http::query<period_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    co_return co_await send_table(m, who, in->speaks, "monthly",
                                  [&](db::connection& on) { return monthly(on, who.of_institution(), when).source; });
}

task<http::response> save_quarters(module& m, caller who, http::incoming in, http::query<period_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    co_return co_await send_table(m, who, in->speaks, "quarterly",
                                  [&](db::connection& on) { return quarterly(on, who.of_institution(), when).source; });
}

task<http::response> save_attendance(module& m, caller who, http::incoming in, http::query<narrowed_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    co_return co_await send_table(m, who, in->speaks, "attendance", [&](db::connection& on) {
        const auto to = narrowed_for(on, who, asked->course_id, asked->company_id);
        return attendance(on, who.of_institution(), when, most_rows, to).source;
    });
}

task<http::response> save_companies(module& m, caller who, http::incoming in, http::query<period_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    co_return co_await send_table(m, who, in->speaks, "companies", [&](db::connection& on) {
        return companies(on, who.of_institution(), when, whole_grid);
    });
}

task<http::response> save_course_provides(module& m, caller who, http::incoming in, http::query<narrowed_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    co_return co_await send_table(m, who, in->speaks, "offerings", [&](db::connection& on) {
        const auto to = narrowed_for(on, who, asked->course_id, asked->company_id);
        return course_provides(on, who.of_institution(), when, whole_grid, to);
    });
}

task<http::response> save_company_attendance(module& m, caller who, http::incoming in, http::query<period_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    co_return co_await send_table(m, who, in->speaks, "company-attendance", [&](db::connection& on) {
        return company_attendances(on, who.of_institution(), when, whole_grid);
    });
}

task<http::response> save_course_rates(module& m, caller who, http::incoming in, http::query<period_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    co_return co_await send_table(m, who, in->speaks, "courses", [&](db::connection& on) {
        return course_rates(on, who.of_institution(), when, whole_grid);
    });
}

task<http::response> save_people(module& m, caller who, http::incoming in, http::query<people_query> asked)
{
    const auto today = m.today();
    const auto when = period_of_people(asked.value, today);
    co_return co_await send_table(m, who, in->speaks, "trainees", [&](db::connection& on) {
        return people(on, filter_for(on, who, asked.value), when, {}, most_rows, today);
    });
}

task<http::response> save_dashboard(module& m, caller who, http::incoming in)
{
    const auto today = m.today();
    co_return co_await send_table(m, who, in->speaks, "training", [&](db::connection& on) {
        return offerings_of(on, who.of_company(), INT64_MAX, 1'000, today);
    });
}

task<http::response> save_dashboard_people(module& m, caller who, http::incoming in,
                                           http::path<"courseProvideId", offerings::course_provide_id> which)
{
    people_query of;
    of.course_provide_id = which.value;
    const auto today = m.today();
    const auto when = period_of_people(of, today);
    co_return co_await send_table(m, who, in->speaks, "trainees", [&](db::connection& on) {
        return people(on, filter_for(on, who, of), when, {}, most_rows, today);
    });
}

} // namespace

void add_export_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    r.get("/analysis/api/echart/basic-line/popularity-courses/xlsx", managers, "Popular courses as a workbook",
          save_popularity);
    r.get("/analysis/api/echart/basic-bar/monthly-courses/xlsx", managers, "The months as a workbook", save_months);
    r.get("/analysis/api/echart/echart/basic-pie/quarter-courses/xlsx", managers, "The quarters as a workbook",
          save_quarters);
    r.get("/analysis/api/echart/horizontal-bar/company-attendances/xlsx", managers,
          "Attendance by course and company as a workbook", save_attendance);
    r.get("/analysis/api/aggrid/companies/xlsx", managers, "Companies under contract as a workbook", save_companies);
    r.get("/analysis/api/aggrid/course-provides/xlsx", managers, "Offerings in operation as a workbook",
          save_course_provides);
    r.get("/analysis/api/aggrid/company-attendance/xlsx", managers, "Attendance by company as a workbook",
          save_company_attendance);
    r.get("/analysis/api/aggrid/course-rate-data/xlsx", managers, "Every course as a workbook", save_course_rates);
    r.get("/analysis/api/people/xlsx", managers.of_people(), "The trainees behind a figure as a workbook", save_people);
    r.get("/v1/companies/dashboard/xlsx", supervisors, "The company's offerings as a workbook", save_dashboard);
    r.get("/v1/companies/dashboard/courseProvides/{courseProvideId}/people/xlsx", supervisors.of_people(),
          "The trainees of an offering as a workbook", save_dashboard_people);
}

} // namespace ahimmoyak::analysis
