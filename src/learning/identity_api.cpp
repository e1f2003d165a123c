#include "base/cursor.hpp"
#include "base/problem.hpp"
#include "http/endpoint.hpp"
#include "identity/accounts.hpp"
#include "identity/entrance.hpp"
#include "learning/identity_check.hpp"
#include "learning/routes.hpp"

#include <algorithm>

namespace ahimmoyak::learning {

namespace {

using before_lesson = http::path<"contentId", courses::content_id>;

struct identity_query {
    offerings::course_provide_id course_provide_id;
};
BOOST_DESCRIBE_STRUCT(identity_query, (), (course_provide_id))

/// What a page asks a trainee with.
struct identity_check_state {
    bool due = false;                          ///< nothing can be studied before it was passed
    std::vector<identity_method_kind> methods; ///< the person has these
    std::string masked_email;                  ///< where a code goes
};
BOOST_DESCRIBE_STRUCT(identity_check_state, (), (due, methods, masked_email))

struct identity_answer {
    offerings::course_provide_id course_provide_id;
    identity_method_kind method = identity_method_kind::EMAIL_CODE;
    secret<1, 20> code;
};
BOOST_DESCRIBE_STRUCT(identity_answer, (), (course_provide_id, method, code))

struct identity_checks_query {
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(identity_checks_query, (), (limit, cursor))

struct identity_checks_page {
    std::vector<shown_identity_check> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(identity_checks_page, (), (items, next_cursor))

// Its owner knows the rest.
std::string masked_address(std::string_view email)
{
    const auto at = email.find('@');
    if (at == std::string_view::npos)
        return "***";
    return std::string{email.substr(0, std::min<std::size_t>(at, 2))} + "***" + std::string{email.substr(at)};
}

task<identity_check_state> show_identity(module& m, caller who, before_lesson which, http::query<identity_query> asked)
{
    co_return co_await m.database.read([&](db::connection& in) {
        const auto way = way_to(in, who, which.value, asked->course_provide_id);
        identity_check_state state;
        state.due = identity_is_due(in, way);
        state.methods = usable_by(in, m.identity_methods, who.user);
        if (const auto account = identity::accounts::find_account(in, who.user))
            state.masked_email = masked_address(account->email);
        return state;
    });
}

task<http::no_content> send_code(module& m, caller who, before_lesson which, http::body<identity_query> asked)
{
    const auto now = m.time.now();
    m.identity_codes.count(std::to_string(who.user.value), now);
    co_await m.database.write([&](db::connection& in) {
        way_to(in, who, which.value, asked->course_provide_id);
        send_code_to(in, m.identity_methods, who.user, now);
    });
    co_return http::no_content{};
}

task<http::no_content> prove(module& m, caller who, http::incoming request, before_lesson which,
                             http::body<identity_answer> said)
{
    const auto now = m.time.now();
    m.identity_attempts.count(std::to_string(who.user.value), now);
    const auto from = identity::arrival_of(*request.value);
    // A wrong attempt is evidence too: it is committed, and refused behind that.
    const auto right = co_await m.database.write([&](db::connection& in) {
        const auto way = way_to(in, who, which.value, said->course_provide_id);
        const bool proved = proves(in, m.identity_methods, said->method, who.user, said->code.value, now);
        note_identity(
            in, {way.enrollment, way.lesson.id, way.lesson.title},
            {said->method, proved ? identity_result::PASSED : identity_result::FAILED, from.address, from.agent}, now);
        return proved;
    });
    if (!right)
        throw identity_not_proved();
    co_return http::no_content{};
}

task<identity_checks_page> show_checks(module& m, caller who,
                                       http::path<"courseProvideId", offerings::course_provide_id> which,
                                       http::path<"userId", user_id> whom, http::query<identity_checks_query> q)
{
    const auto from = cursor::from(q->cursor);
    const auto before = from ? from->id : INT64_MAX;
    const auto limit = q->limit.value;
    identity_checks_page page;
    page.items = co_await m.database.read([&](db::connection& in) {
        const auto found = offerings::enrolments::of_institution(in, who.of_institution(), which.value);
        if (!found)
            throw not_found({"과정", "the offering"});
        const auto enrollment = offerings::enrolments::enrollment_of(in, whom.value, found->id);
        if (!enrollment)
            throw not_found({"훈련생", "the trainee"});
        return identity_checks_of(in, *enrollment, before, limit + 1);
    });
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next_cursor = cursor{page.items.back().id}.to_text();
    }
    co_return page;
}

} // namespace

void add_identity_routes(http::routes<module>& r)
{
    constexpr auto trainee = http::allow::only(role::EMPLOYEE);
    r.get("/v1/learning/contents/{contentId}/identity-check", trainee,
          "Whether a trainee has to prove who they are before this lesson, and how", show_identity);
    r.post("/v1/learning/contents/{contentId}/identity-check/code", trainee.kept_elsewhere(),
           "Send the code for it by e-mail", send_code);
    r.post("/v1/learning/contents/{contentId}/identity-check", trainee.kept_elsewhere(),
           "Prove who one is, before a lesson is studied", prove);
    r.get("/v1/learning/offerings/{courseProvideId}/progress/{userId}/identity-checks",
          http::allow::only(role::MANAGER).of_people(), "How a trainee proved who they are: the evidence", show_checks);
}

} // namespace ahimmoyak::learning
