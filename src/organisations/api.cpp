#include "organisations/api.hpp"

#include "base/cursor.hpp"
#include "db/error.hpp"
#include "http/endpoint.hpp"
#include "organisations/directory.hpp"
#include "organisations/invitations.hpp"
#include "organisations/membership.hpp"
#include "organisations/paging.hpp"
#include "organisations/staff.hpp"

namespace ahimmoyak::organisations {

namespace {

struct search_query {
    std::optional<text<0, 100>> search;
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(search_query, (), (search, limit, cursor))

struct waiting_query {
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(waiting_query, (), (limit, cursor))

struct company_choice_page {
    std::vector<company_choice> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(company_choice_page, (), (items, next_cursor))

struct own_affiliation_page {
    std::vector<own_affiliation> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(own_affiliation_page, (), (items, next_cursor))

struct waiting_affiliation_page {
    std::vector<waiting_affiliation> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(waiting_affiliation_page, (), (items, next_cursor))

struct affiliation_request {
    company_id company_id;
};
BOOST_DESCRIBE_STRUCT(affiliation_request, (), (company_id))

struct affiliation_answer {
    bool accepted = false;
};
BOOST_DESCRIBE_STRUCT(affiliation_answer, (), (accepted))

std::string_view text_of(const std::optional<text<0, 100>>& search)
{
    return search ? std::string_view{search->value} : std::string_view{};
}

task<http::created<company>> create_company(module& m, caller who, http::body<new_company> what)
{
    const auto now = m.identity.time.now();
    auto work = [&](db::connection& in) { return found_company(in, who.user, what.value, now); };
    try {
        auto made = co_await m.db.write(work);
        m.identity.standings.forget(who.user);
        co_return http::created<company>{std::move(made), "/v1/students/companies/info"};
    } catch (const db::unique_violation& broken) {
        if (broken.concerns("business_number"))
            throw business_number_taken();
        throw;
    }
}

task<http::created<institution>> create_institution(module& m, caller who, http::body<new_institution> what)
{
    const auto now = m.identity.time.now();
    auto work = [&](db::connection& in) { return found_institution(in, who.user, what.value, now); };
    try {
        auto made = co_await m.db.write(work);
        m.identity.standings.forget(who.user);
        co_return http::created<institution>{std::move(made), "/v1/institutions/detail"};
    } catch (const db::unique_violation& broken) {
        if (broken.concerns("business_number"))
            throw business_number_taken();
        throw;
    }
}

task<company_choice_page> search_companies(module& m, http::query<search_query> q)
{
    const auto after = cursor::from(q->cursor).value_or(cursor{});
    const auto limit = q->limit.value;
    auto ask_for = [&](db::connection& in) {
        return find_companies(in, text_of(q->search), after.key, {after.id}, limit + 1);
    };
    company_choice_page page;
    page.items = co_await m.db.read(ask_for);
    if (cut(page.items, limit))
        page.next_cursor = cursor{page.items.back().id.value, page.items.back().name}.to_text();
    co_return page;
}

task<own_affiliation_page> own_requests(module& m, caller who)
{
    auto ask_for = [&](db::connection& in) { return requests_of(in, who.user); };
    own_affiliation_page page;
    page.items = co_await m.db.read(ask_for);
    co_return page;
}

task<http::created<own_affiliation>> request_affiliation(module& m, caller who, http::body<affiliation_request> what)
{
    const auto now = m.identity.time.now();
    const auto which = what->company_id;
    auto work = [&](db::connection& in) {
        ask(in, which, who.user, now);
        return find_company(in, which).value().name;
    };
    try {
        auto name = co_await m.db.write(work);
        co_return http::created<own_affiliation>{{which, std::move(name), affiliation_state::REQUESTED, now}};
    } catch (const db::unique_violation&) { // the same request at the same moment
        throw already_requested();
    }
}

task<waiting_affiliation_page> list_waiting(module& m, caller who, http::query<waiting_query> q)
{
    const auto which = who.of_company();
    const auto after = cursor::from(q->cursor).value_or(cursor{});
    const auto limit = q->limit.value;
    auto ask_for = [&](db::connection& in) { return waiting_for(in, which, {after.id}, limit + 1); };
    waiting_affiliation_page page;
    page.items = co_await m.db.read(ask_for);
    if (cut(page.items, limit))
        page.next_cursor = cursor{page.items.back().id.value}.to_text();
    co_return page;
}

task<http::no_content> answer_affiliation(module& m, caller who, http::path<"affiliationId", affiliation_id> which,
                                          http::body<affiliation_answer> what)
{
    const auto now = m.identity.time.now();
    const auto by = who.of_company();
    auto work = [&](db::connection& in) { return answer(in, by, which.value, what->accepted, now); };
    const auto concerned = co_await m.db.write(work);
    m.identity.standings.forget(concerned);
    co_return http::no_content{};
}

} // namespace

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    using http::allow::only;
    http::routes r{to, book, m};
    r.post("/v1/students/visitor/companies", only(role::NORMAL), "Create a company and become its supervisor",
           create_company);
    r.get("/v1/students/visitor/companies", only(role::EMPLOYEE, role::NORMAL), "Find companies by name",
          search_companies);
    r.get("/v1/students/visitor/companies/affiliations", only(role::NORMAL), "Own requests for affiliation",
          own_requests);
    r.post("/v1/students/visitor/companies/affiliations", only(role::NORMAL), "Ask a company for affiliation",
           request_affiliation);
    r.post("/v1/institutions", only(role::NORMAL), "Create an institution and become its manager", create_institution);
    r.get("/v1/companies/affiliations", only(role::SUPERVISOR).of_people(), "Those who ask the company for affiliation",
          list_waiting);
    r.post("/v1/companies/affiliations/{affiliationId}/response", only(role::SUPERVISOR), "Answer one who asked",
           answer_affiliation);
    add_company_routes(to, book, m);
    add_institution_routes(to, book, m);
    add_employee_routes(to, book, m);
    add_staff_routes(to, book, m);
    add_invitation_routes(to, book, m);
}

task<> tidy(module& m)
{
    const auto now = m.identity.time.now();
    auto work = [&](db::connection& in) {
        tidy_invitations(in, now);
        tidy_staff_invitations(in, now);
    };
    co_await m.db.write(work);
}

} // namespace ahimmoyak::organisations
