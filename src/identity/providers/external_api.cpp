#include "base/log.hpp"
#include "base/random.hpp"
#include "db/error.hpp"
#include "identity/accounts.hpp"
#include "identity/entrance.hpp"
#include "identity/providers/flow.hpp"
#include "identity/providers/identities.hpp"

#include <chrono>

// To a provider and back. Both are opened by a browser, not by a page's script: what goes wrong is told
// by a page, too.
namespace ahimmoyak::identity {

using providers::desk;
using providers::desk_of;
using providers::not_let_in;
using providers::obstacle;
using providers::journeys::purpose;

namespace {

enum class external_mode : std::uint8_t { signin, signup };
BOOST_DESCRIBE_ENUM(external_mode, signin, signup)

struct way_in {
    std::optional<external_mode> mode;
    std::optional<std::string> next; ///< the page to go on with
};
BOOST_DESCRIBE_STRUCT(way_in, (), (mode, next))

struct way_back {
    std::optional<std::string> code;
    std::optional<std::string> state;
    std::optional<std::string> error;
    std::optional<std::string> iss;
};
BOOST_DESCRIBE_STRUCT(way_back, (), (code, state, error, iss))

/// Who was let in, for the audit log.
struct came_in {
    std::optional<ahimmoyak::user_id> user_id;
};
BOOST_DESCRIBE_STRUCT(came_in, (), (user_id))

using back = http::redirect<came_in>;

constexpr std::size_t longest_code = 4096;
constexpr std::size_t longest_state = 200;

/// He is told by a page, which knows the reason by this name.
struct turned_away {
    std::string_view why;
    purpose what_for = purpose::signin;
};

std::string_view name_of(obstacle is)
{
    switch (is) {
    case obstacle::refused:
        return "refused";
    case obstacle::untrusted:
        return "untrusted";
    case obstacle::busy:
        return "busy";
    default:
        return "unreachable";
    }
}

std::string problem_page(const desk& at, const turned_away& how)
{
    return "/external?provider=" + at.of().name + "&problem=" + std::string{how.why} +
           "&for=" + std::string{json::codec<purpose>::name(how.what_for)};
}

// Behind # it is seen by no server and stands in no log.
std::string second_step_page(std::string_view next, std::string_view ticket)
{
    return "/signin?next=" + providers::form_encoded(next) + "#second-factor=" + std::string{ticket};
}

std::string_view explained(const desk& at, const not_let_in& why, std::string_view request)
{
    log::warning(
        "an external provider let nobody in",
        {{"provider", at.of().name}, {"obstacle", name_of(why.is)}, {"reason", why.what()}, {"request", request}});
    return name_of(why.is);
}

task<http::redirect<http::no_content>> go(module& m, http::incoming in, http::path<"provider", std::string> name,
                                          http::query<way_in> q)
{
    auto& to = desk_of(m, name.value);
    const auto what_for = q->mode == external_mode::signup ? purpose::signup : purpose::signin;
    turned_away how{"busy", what_for};
    if (m.external_by_address.take(address_group(in->remote_address), m.time.now()))
        co_return http::redirect<http::no_content>{{}, problem_page(to, how)};
    try {
        providers::journeys::journey what;
        what.what_for = what_for;
        what.next = q->next.value_or("/");
        auto leaving = providers::depart(m, to, std::move(what));
        auto departure = co_await std::move(leaving);
        co_return http::redirect<http::no_content>{
            {}, std::move(departure.location), {{"Set-Cookie", std::move(departure.cookie)}}};
    } catch (const not_let_in& why) {
        how.why = explained(to, why, in->id);
    }
    co_return http::redirect<http::no_content>{{}, problem_page(to, how)};
}

task<back> finish_linking(module& m, const desk& at, const providers::journeys::journey& of,
                          const providers::external_person& person)
{
    if (!of.user_id || !of.session_id || m.sessions.is_revoked(*of.session_id))
        throw turned_away{"over", purpose::link};
    const auto now = m.time.now();
    auto work = [&](db::connection& db) {
        providers::link(db, *of.user_id, at.of(), person.subject, person.email, now);
    };
    try {
        co_await m.db.write(work);
    } catch (const problem& refused) {
        throw turned_away{refused.code() == "identity_taken" ? "taken" : "linked", purpose::link};
    } catch (const db::unique_violation&) { // linked twice at the same moment
        throw turned_away{"taken", purpose::link};
    }
    co_return back{{of.user_id}, "/account?linked=" + at.of().name};
}

task<back> finish_signing_in(module& m, const desk& at, const providers::journeys::journey& of,
                             const providers::external_person& person, const http::request& in)
{
    const auto now = m.time.now();
    const auto token = random_token(32);
    const auto from = arrival_of(in);
    std::optional<account> unconfirmed;
    auto work = [&](db::connection& db) -> std::optional<entrance> {
        const auto owner = providers::identities::owner(db, at.of().name, person.subject);
        unconfirmed = owner ? accounts::find_account(db, *owner) : std::nullopt;
        if (unconfirmed && unconfirmed->confirmed)
            return enter(m, db, *owner, from);
        if (!unconfirmed)
            providers::journeys::arrive(db,
                                        {at.of().name, person.subject, person.email, person.email_verified, person.name,
                                         of.next, now + providers::journeys::arrival_lifetime, now},
                                        token);
        return std::nullopt;
    };
    auto opened = co_await m.db.write(work);
    if (opened && opened->awaits)
        co_return back{{}, second_step_page(of.next, opened->awaits->ticket)};
    if (opened) {
        const auto& is = opened->who.value();
        co_return back{{is.user_id}, of.next, cookies_of(m, is, opened->session, std::move(opened->refresh_token))};
    }
    if (unconfirmed)
        co_return back{{},
                       "/confirm?email=" + providers::form_encoded(unconfirmed->email) + "&provider=" + at.of().name};
    co_return back{{},
                   "/signup/external",
                   {{"Set-Cookie", cookie_header(m, providers::arrival_cookie, token, providers::arrival_path,
                                                 providers::journeys::arrival_lifetime)}}};
}

task<back> pass(module& m, const http::request& in, desk& at, const way_back& with)
{
    const auto now = m.time.now();
    const auto browser = in.cookie(providers::journey_cookie);
    const auto state = with.state.value_or("");
    if (m.external_by_address.take(address_group(in.remote_address), now))
        throw turned_away{"busy"};
    if (browser.empty() || browser.size() > longest_state || state.empty() || state.size() > longest_state)
        throw turned_away{"stale"};
    auto end = [&](db::connection& db) { return providers::journeys::end(db, at.of().name, state, browser, now); };
    const auto of = co_await m.db.write(end);
    if (!of)
        throw turned_away{"stale"};
    try {
        if (with.error || !with.code || with.code->empty() || with.code->size() > longest_code)
            throw turned_away{with.error == "access_denied" ? "denied" : "refused", of->what_for};
        if (!at.is_issuer(with.iss.value_or("")))
            throw not_let_in{obstacle::untrusted, "its answer names another issuer"};
        auto asking = m.external.who(at, *with.code, {state, of->nonce, of->verifier});
        const auto person = co_await std::move(asking);
        if (of->what_for == purpose::link)
            co_return co_await finish_linking(m, at, *of, person);
        co_return co_await finish_signing_in(m, at, *of, person, in);
    } catch (const not_let_in& why) {
        throw turned_away{explained(at, why, in.id), of->what_for};
    }
}

task<back> come_back(module& m, http::incoming in, http::path<"provider", std::string> name, http::query<way_back> q)
{
    auto& at = desk_of(m, name.value);
    turned_away how{"failed"};
    try {
        auto passing = pass(m, *in.value, at, q.value);
        auto made = co_await std::move(passing);
        made.headers.emplace_back("Set-Cookie", cookie_header(m, providers::journey_cookie, "", providers::journey_path,
                                                              std::chrono::seconds{0}));
        co_return made;
    } catch (const turned_away& away) {
        how = away;
    } catch (const problem& refused) { // by sessions::open
        how.why = refused.code() == "locked" ? "locked" : "failed";
    } catch (const std::exception& broken) {
        log::error("a way back from an external provider broke",
                   {{"provider", at.of().name}, {"request", in->id}, {"reason", broken.what()}});
    }
    co_return back{{}, problem_page(at, how)};
}

} // namespace

void add_external_routes(http::routes<module>& r)
{
    using namespace http::allow;
    r.get("/auth/v1/{provider}", anyone, "To an external provider's page, to sign in or to sign up", go);
    r.get("/auth/{provider}/callback", anyone.of_people(), "Where an external provider sends the browser back to",
          come_back);
}

} // namespace ahimmoyak::identity
