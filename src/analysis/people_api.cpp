#include "analysis/api.hpp"
#include "analysis/company.hpp"
#include "analysis/own.hpp"
#include "analysis/routes.hpp"
#include "base/cursor.hpp"
#include "base/problem.hpp"
#include "courses/records.hpp"
#include "http/endpoint.hpp"
#include "offerings/enrolments.hpp"

namespace ahimmoyak::analysis {

namespace {

struct people_page_query : people_query {
    whole<1, 100, 50> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(people_page_query, (people_query), (limit, cursor))

struct people_page {
    date from;
    date to;
    std::int64_t total = 0;
    std::vector<person_row> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(people_page, (), (from, to, total, items, next_cursor))

struct dashboard_query {
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(dashboard_query, (), (limit, cursor))

struct company_dashboard {
    dashboard_totals totals;
    std::vector<dashboard_offering> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(company_dashboard, (), (totals, items, next_cursor))

struct own_analysis {
    date from;
    date to;
    std::vector<own_course> courses;
    std::vector<own_week> weeks;
};
BOOST_DESCRIBE_STRUCT(own_analysis, (), (from, to, courses, weeks))

// The id of a cursor is the enrolment, its key the offering.
people_place place_after(const std::optional<std::string>& text)
{
    const auto from = cursor::from(text);
    if (!from)
        return {};
    const auto& key = from->key;
    if (key.empty() || key.size() > 18 || key.find_first_not_of("0123456789") != std::string::npos)
        throw invalid("/cursor", "cursor",
                      {"목록의 nextCursor를 그대로 보내세요.", "Send the nextCursor of a list as it is."});
    return {std::stoll(key), from->id};
}

task<people_page> people_shown(module& m, const caller& who, const people_query& asked, std::int64_t limit,
                               const std::optional<std::string>& from)
{
    const auto today = m.today();
    const auto when = period_of_people(asked, today);
    const auto after = place_after(from);
    people_page page{when.from, when.to, 0, {}, {}};
    const auto ask = [&](db::connection& in) {
        const auto of = filter_for(in, who, asked);
        page.items = people(in, of, when, after, limit + 1, today);
        page.total = count_people(in, of, when);
    };
    co_await m.database.read_long(ask);
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        const auto& last = page.items.back();
        page.next_cursor = cursor{last.enrollment_id.value, std::to_string(last.course_provide_id.value)}.to_text();
    }
    co_return page;
}

task<people_page> show_people(module& m, caller who, http::query<people_page_query> asked)
{
    co_return co_await people_shown(m, who, asked.value, asked->limit.value, asked->cursor);
}

task<company_dashboard> show_dashboard(module& m, caller who, http::query<dashboard_query> asked)
{
    const auto from = cursor::from(asked->cursor);
    const auto before = from ? from->id : INT64_MAX;
    const auto limit = asked->limit.value;
    const auto today = m.today();
    company_dashboard page;
    const auto ask = [&](db::connection& in) {
        page.totals = totals_of(in, who.of_company(), today);
        page.items = offerings_of(in, who.of_company(), before, limit + 1, today);
    };
    co_await m.database.read_long(ask);
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_cursor = cursor{page.items.back().course_provide_id.value}.to_text();
    }
    co_return page;
}

task<people_page> show_dashboard_people(module& m, caller who,
                                        http::path<"courseProvideId", offerings::course_provide_id> which,
                                        http::query<dashboard_query> asked)
{
    people_query of;
    of.course_provide_id = which.value;
    co_return co_await people_shown(m, who, of, asked->limit.value, asked->cursor);
}

task<own_analysis> show_own(module& m, caller who, http::query<period_query> asked)
{
    const auto when = period_from(asked.value, m.today());
    own_analysis made{when.from, when.to, {}, {}};
    const auto ask = [&](db::connection& in) {
        made.courses = own_courses(in, who.user, when);
        made.weeks = own_weeks(in, who.user, when, made.courses);
    };
    co_await m.database.read_long(ask);
    co_return made;
}

} // namespace

narrowed narrowed_for(db::connection& in, const caller& who, std::optional<courses::course_id> course,
                      std::optional<ahimmoyak::company_id> company)
{
    if (course)
        courses::read_course(in, who.of_institution(), *course);
    if (company && !has_dealt_with(in, who.of_institution(), *company))
        throw not_found({"거래한 기업", "a company under contract"});
    return {course, company};
}

people_filter filter_for(db::connection& in, const caller& who, const people_query& asked)
{
    people_filter made;
    const bool of_company = who.as == role::SUPERVISOR;
    if (of_company)
        made.company = who.of_company();
    else
        made.institution = who.of_institution();
    if (asked.course_id && !of_company)
        courses::read_course(in, who.of_institution(), *asked.course_id);
    made.course = asked.course_id;
    if (asked.company_id && !of_company) {
        if (!has_dealt_with(in, who.of_institution(), *asked.company_id))
            throw not_found({"거래한 기업", "a company under contract"});
        made.company = asked.company_id;
    }
    if (asked.course_provide_id) {
        const auto found = offerings::enrolments::find(in, *asked.course_provide_id);
        if (!found ||
            (of_company ? found->company_id != who.of_company() : found->institution_id != who.of_institution()))
            throw not_found({"개설 과정", "the offering"});
        made.course_provide = asked.course_provide_id;
    }
    if (asked.enrolled_month)
        made.enrolled_month = asked.enrolled_month->value;
    return made;
}

period period_of_people(const people_query& asked, date today)
{
    if (asked.enrolled_month && !date_from(asked.enrolled_month->value + "-01"))
        throw invalid("/enrolledMonth", "month", {"2026-11처럼 입력하세요.", "Write a month, such as 2026-11."});
    if (asked.course_provide_id && !asked.from && !asked.to)
        return {date_from("1900-01-01").value(), date_from("9999-12-31").value()};
    return period_from(asked, today);
}

void add_people_routes(http::router& to, json::schema_book& book, module& m)
{
    http::routes<module> r{to, book, m};
    r.get("/analysis/api/people", managers.of_people(), "The trainees behind a figure", show_people);
    r.get("/v1/companies/dashboard/info", supervisors,
          "The company's offerings: who is on track, who will miss completion", show_dashboard);
    r.get("/v1/companies/dashboard/courseProvides/{courseProvideId}/people", supervisors.of_people(),
          "The trainees of an offering, and what each will miss at this pace", show_dashboard_people);
    r.get("/analysis/api/own", http::allow::only(role::EMPLOYEE), "The trainee's own hours, scores and attendance",
          show_own);
}

} // namespace ahimmoyak::analysis
