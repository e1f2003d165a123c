#include "db/error.hpp"
#include "http/endpoint.hpp"
#include "organisations/api.hpp"
#include "organisations/details.hpp"
#include "organisations/directory.hpp"
#include "organisations/membership.hpp"
#include "organisations/staying.hpp"

namespace ahimmoyak::organisations {

namespace {

struct email_question {
    company_id company_id;
    ahimmoyak::email email;
};
BOOST_DESCRIBE_STRUCT(email_question, (), (company_id, email))

struct email_verdict {
    bool belongs = false; ///< to the company's domain
};
BOOST_DESCRIBE_STRUCT(email_verdict, (), (belongs))

struct employee_query {
    user_id user_id;
};
BOOST_DESCRIBE_STRUCT(employee_query, (), (user_id))

struct company_query {
    company_id company_id;
};
BOOST_DESCRIBE_STRUCT(company_query, (), (company_id))

struct supervising {
    bool is_supervisor = false;
};
BOOST_DESCRIBE_STRUCT(supervising, (), (is_supervisor))

http::tagged<company> with_version(company&& shown)
{
    const auto version = shown.version;
    return {std::move(shown), version};
}

task<http::tagged<company>> own_company(module& m, caller who)
{
    const auto which = who.of_company();
    auto ask_for = [&](db::connection& in) { return find_company(in, which); };
    auto found = co_await m.db.read(ask_for);
    if (!found)
        throw not_found({"회사", "this company"});
    co_return with_version(std::move(*found));
}

task<http::tagged<company>> change_own(module& m, caller who, http::if_match based_on, http::body<new_company> to)
{
    const auto now = m.identity.time.now();
    const auto which = who.of_company();
    auto work = [&](db::connection& in) { return change_company(in, which, based_on.version, to.value, now); };
    try {
        auto changed = co_await m.db.write(work);
        co_return with_version(std::move(changed));
    } catch (const db::unique_violation& broken) {
        if (broken.concerns("business_number"))
            throw business_number_taken();
        throw;
    }
}

task<email_verdict> check_email(module& m, http::body<email_question> what)
{
    const auto which = what->company_id;
    auto ask_for = [&](db::connection& in) { return find_company(in, which); };
    const auto found = co_await m.db.read(ask_for);
    if (!found)
        throw not_found({"회사", "this company"});
    co_return email_verdict{of_the_same_domain(found->email, what->email.value)};
}

task<http::no_content> leave(module& m, caller who)
{
    const auto now = m.identity.time.now();
    const auto from = who.of_company();
    auto work = [&](db::connection& in) { end_affiliation(in, from, who.user, {}, now); };
    co_await m.db.write(work);
    m.identity.standings.forget(who.user);
    co_return http::no_content{};
}

task<http::no_content> remove_employee(module& m, caller who, http::query<employee_query> q)
{
    const auto now = m.identity.time.now();
    const auto from = who.of_company();
    const auto whom = q->user_id;
    const auto by = whom == who.user ? std::nullopt : std::optional{who.user};
    auto work = [&](db::connection& in) { end_affiliation(in, from, whom, by, now); };
    co_await m.db.write(work);
    m.identity.standings.forget(whom);
    co_return http::no_content{};
}

task<http::no_content> change_employee(module& m, caller who, http::path<"userId", user_id> whom,
                                       http::body<supervising> to)
{
    const auto now = m.identity.time.now();
    const auto of = who.of_company();
    auto work = [&](db::connection& in) { set_supervisor(in, of, whom.value, to->is_supervisor, now); };
    co_await m.db.write(work);
    m.identity.standings.forget(whom.value);
    co_return http::no_content{};
}

task<http::no_content> withdraw_request(module& m, caller who, http::query<company_query> q)
{
    const auto from = q->company_id;
    auto work = [&](db::connection& in) { withdraw(in, from, who.user); };
    co_await m.db.write(work);
    co_return http::no_content{};
}

} // namespace

void add_company_routes(http::router& to, json::schema_book& book, module& m)
{
    using http::allow::only;
    http::routes r{to, book, m};
    r.get("/v1/students/companies/info", only(role::EMPLOYEE, role::SUPERVISOR), "Own company", own_company);
    r.put("/v1/companies", only(role::SUPERVISOR), "Change the own company", change_own);
    r.post("/v1/students/visitor/companies/emails/check", only(role::NORMAL),
           "Whether an e-mail address is of a company's domain", check_email);
    r.remove("/v1/students/visitor/companies/affiliations", only(role::NORMAL), "Withdraw an own request",
             withdraw_request);
    r.remove("/v1/students/companies/affiliations", only(role::EMPLOYEE, role::SUPERVISOR), "Leave the company", leave);
    r.remove("/v1/companies/employees", only(role::SUPERVISOR), "Remove an employee", remove_employee);
    r.put("/v1/companies/employees/{userId}", only(role::SUPERVISOR), "Make an employee a supervisor, or no longer one",
          change_employee);
}

} // namespace ahimmoyak::organisations
