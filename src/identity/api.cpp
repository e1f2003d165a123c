#include "identity/api.hpp"

#include "base/log.hpp"
#include "base/random.hpp"
#include "db/error.hpp"
#include "identity/accounts.hpp"
#include "identity/codes.hpp"
#include "identity/email_changes.hpp"
#include "identity/entrance.hpp"
#include "identity/erasure.hpp"
#include "identity/events.hpp"
#include "identity/letters.hpp"
#include "identity/providers/journeys.hpp"
#include "identity/resets.hpp"
#include "identity/routes.hpp"
#include "identity/tickets.hpp"
#include "mail/post.hpp"

namespace ahimmoyak::identity {

namespace {

struct sign_up {
    identity::username username;
    text<1, 20> name;
    ahimmoyak::email email;
    secret<8, 128> password;
    std::optional<phone_number> phone;
    std::optional<date> birth;
    std::optional<identity::gender> gender;
    consent agreed;
};
BOOST_DESCRIBE_STRUCT(sign_up, (), (username, name, email, password, phone, birth, gender, agreed))

struct signed_up {
    user_id user_id;
    std::string email;
    timestamp code_expires_at{};
};
BOOST_DESCRIBE_STRUCT(signed_up, (), (user_id, email, code_expires_at))

struct confirmation {
    ahimmoyak::email email;
    secret<1, 20> code;
};
BOOST_DESCRIBE_STRUCT(confirmation, (), (email, code))

struct resend_request {
    ahimmoyak::email email;
};
BOOST_DESCRIBE_STRUCT(resend_request, (), (email))

struct sign_in {
    text<1, 100> login;
    secret<1, 128> password;
};
BOOST_DESCRIBE_STRUCT(sign_in, (), (login, password))

struct user_change {
    text<1, 20> name;
    std::optional<phone_number> phone;
    std::optional<date> birth;
    std::optional<identity::gender> gender;
};
BOOST_DESCRIBE_STRUCT(user_change, (), (name, phone, birth, gender))

task<http::created<signed_up>> handle_sign_up(module& m, http::incoming in, http::body<sign_up> what)
{
    const auto now = m.time.now();
    m.sign_up_by_address.count(address_group(in->remote_address), now);
    check_sign_up_open(m);
    check_birth(what->birth, now);
    auto& form = what.value;
    accounts::new_account fresh{form.username.value, form.name.value, form.email.value, {},
                                text_of(form.phone), form.birth,      form.gender};
    fresh.agreed = true;
    fresh.language = in->speaks;
    fresh.password_hash = co_await m.passwords.hash(std::move(form.password.value));
    const auto code = random_digits(6);
    const auto letter = letters::code(fresh.email, fresh.name, code, fresh.language);
    auto work = [&](db::connection& on) {
        auto issues = accounts::taken(on, fresh.username, fresh.email, now);
        if (!issues.empty())
            throw invalid(std::move(issues));
        const auto made = accounts::add(on, fresh, false, now);
        codes::put(on, made, code, now);
        mail::queue(on, letter, now);
        return made;
    };
    try {
        const auto made = co_await m.db.write(work);
        m.code_by_email.take(fresh.email, now);
        co_return http::created<signed_up>{{made, fresh.email, now + codes::lifetime}};
    } catch (const db::unique_violation& broken) { // two sign-ups at the same moment
        throw invalid(accounts::taken_issues(broken.concerns("username"), broken.concerns("email")));
    }
}

task<http::no_content> handle_confirm(module& m, http::incoming in, http::body<confirmation> what)
{
    const auto now = m.time.now();
    m.confirm_by_address.count(address_group(in->remote_address), now);
    m.confirm_by_email.count(what->email.value, now);
    auto work = [&](db::connection& on) { return codes::confirm(on, what->email.value, what->code.value, now); };
    if (!co_await m.db.write(work))
        throw invalid("/code", "wrong_code",
                      {"코드가 다르거나 만료되었습니다. 다시 확인하거나 새 코드를 받으세요.",
                       "The code is wrong or has expired; check it or have a new one sent."});
    co_return http::no_content{};
}

// The same answer whether or not somebody waits for a code, and the same limit.
task<http::no_content> handle_resend(module& m, http::incoming in, http::body<resend_request> what)
{
    const auto now = m.time.now();
    m.confirm_by_address.count(address_group(in->remote_address), now);
    m.code_by_email.count(what->email.value, now);
    const auto code = random_digits(6);
    auto work = [&](db::connection& on) {
        const auto who = codes::awaited(on, what->email.value);
        const auto is = who ? accounts::find_user(on, *who) : std::nullopt;
        if (!is)
            return;
        codes::put(on, *who, code, now);
        mail::queue(on, letters::code(is->email, is->name, code, is->language), now);
    };
    co_await m.db.write(work);
    co_return http::no_content{};
}

problem wrong_credentials()
{
    return {401,
            "wrong_credentials",
            {"아이디(이메일) 또는 비밀번호가 맞지 않습니다.", "The username, e-mail address or password is wrong."}};
}

task<entered> handle_sign_in(module& m, http::incoming in, http::body<sign_in> what)
{
    const auto now = m.time.now();
    const auto from = address_group(in->remote_address);
    const auto login = what->login.value;
    const auto by = login + " " + from;
    m.sign_in_by_address.count(from, now);
    m.sign_in_by_account.count(by, now);

    auto ask = [&](db::connection& on) { return accounts::find_by_login(on, login); };
    const auto found = co_await m.db.read(ask);
    auto hash = found ? found->password_hash : std::nullopt;
    const bool same = co_await m.passwords.matches(std::move(what.value.password.value), hash);
    if (!same)
        throw wrong_credentials();
    if (!found->confirmed)
        throw problem{403,
                      "not_confirmed",
                      {"이메일을 아직 확인하지 않았습니다. 받은 코드를 입력하세요.",
                       "The e-mail address is not confirmed yet; enter the code that was sent to it."}};

    const auto origin = arrival_of(*in.value);
    auto work = [&](db::connection& on) {
        // A change of the password ends all sessions; one that the old password opens a moment later must not live.
        if (!accounts::has_password(on, found->id, hash.value()))
            throw wrong_credentials();
        return enter(m, on, found->id, origin);
    };
    auto done = co_await m.db.write(work);
    if (!done.awaits)
        m.sign_in_by_account.forget(by);
    co_return answer_of(m, std::move(done));
}

[[noreturn]] void refuse_refresh(sessions::outcome why)
{
    if (why == sessions::outcome::raced)
        throw problem{401,
                      "refresh_raced",
                      {"다른 창에서 방금 로그인을 연장했습니다. 다시 시도하세요.",
                       "Another page has just renewed the session; try again with its cookies."}};
    throw problem{
        401, "session_over", {"로그인이 만료되었습니다. 다시 로그인하세요.", "The session is over; sign in again."}};
}

task<http::with_headers<account>> handle_refresh(module& m, http::incoming in)
{
    const std::string old_token{in->cookie("refresh_token")};
    if (old_token.empty() || old_token.size() > 200)
        refuse_refresh(sessions::outcome::unknown);
    const auto new_token = random_token(32);
    std::optional<account> who;
    auto work = [&](db::connection& on) {
        const auto result = m.sessions.rotate(on, old_token, new_token);
        who = result.is == sessions::outcome::rotated ? accounts::find_account(on, result.user) : std::nullopt;
        return result;
    };
    const auto result = co_await m.db.write(work);
    if (result.is == sessions::outcome::reused) {
        end(m, result.session);
        log::warning("a used refresh token came back; its session is ended",
                     {{"session", result.session.value}, {"user", result.user.value}, {"request", in->id}});
    }
    if (!who)
        refuse_refresh(result.is);
    auto cookies = cookies_of(m, *who, result.session, new_token);
    co_return http::with_headers<account>{std::move(*who), std::move(cookies)};
}

task<http::with_headers<http::no_content>> handle_sign_out(module& m, http::incoming in, std::optional<caller> who)
{
    const auto session = who ? std::optional{who->session} : m.authenticator->session_of(*in.value);
    if (session) {
        auto work = [&](db::connection& on) { m.sessions.revoke(on, *session); };
        co_await m.db.write(work);
        end(m, *session);
    }
    co_return http::with_headers<http::no_content>{{}, cookies_gone(m)};
}

task<account> handle_info(module& m, caller who)
{
    auto ask = [&](db::connection& on) { return accounts::find_account(on, who.user); };
    auto found = co_await m.db.read(ask);
    if (!found)
        throw unauthenticated();
    co_return std::move(*found);
}

task<user> show_user(module& m, caller who)
{
    auto ask = [&](db::connection& on) { return accounts::find_user(on, who.user); };
    auto found = co_await m.db.read(ask);
    if (!found)
        throw unauthenticated();
    co_return std::move(*found);
}

task<user> change_user(module& m, caller who, http::body<user_change> what)
{
    const auto now = m.time.now();
    check_birth(what->birth, now);
    auto& form = what.value;
    const accounts::changed_user to{form.name.value, text_of(form.phone), form.birth, form.gender};
    auto work = [&](db::connection& on) {
        accounts::change(on, who.user, to, now);
        return accounts::find_user(on, who.user);
    };
    auto found = co_await m.db.write(work);
    if (!found)
        throw unauthenticated();
    co_return std::move(*found);
}

} // namespace

module::module(db::pool& on, const clock& at, options given) :db{on}, time{at}, with{std::move(given)},
    passwords{with.password_threads, with.passwords}, keys{db, time}, sessions{time, with.sessions},
    standings{db, time}, second_factors{with.accounts_key},
    authenticator{std::make_shared<identity::authenticator>(keys, sessions, standings, time, with.public_address,
                                                            with.access_lifetime,
                                                            with.administrators_need_second_factor)},
    external{with.external, with.public_address, time}, sign_in_by_address{with.limits.sign_in_by_address},
    sign_in_by_account{with.limits.sign_in_by_account}, sign_up_by_address{with.limits.sign_up_by_address},
    code_by_email{with.limits.code_by_email}, confirm_by_email{with.limits.confirm_by_email},
    confirm_by_address{with.limits.confirm_by_address}, reset_by_address{with.limits.reset_by_address},
    reset_by_email{with.limits.reset_by_email}, reset_code_by_email{with.limits.reset_code_by_email},
    password_by_user{with.limits.password_by_user}, email_change_by_user{with.limits.email_change_by_user},
    second_factor_by_user{with.limits.second_factor_by_user}, external_by_address{with.limits.external_by_address}
{
}

task<> start(module& m)
{
    co_await m.keys.load();
    const auto since = m.time.now() - m.with.access_lifetime - std::chrono::minutes{1};
    auto ask = [&](db::connection& on) { m.sessions.remember(on, since); };
    co_await m.db.read(ask);
}

task<> tidy(module& m)
{
    co_await m.keys.load();
    auto work = [&](db::connection& on) {
        m.sessions.tidy(on);
        resets::tidy(on, m.time.now());
        email_changes::tidy(on, m.time.now());
        erasure::tidy(on, m.time.now());
        tickets::tidy(on, m.time.now());
        providers::journeys::tidy(on, m.time.now());
    };
    co_await m.db.write(work);
}

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    using namespace http::allow;
    http::routes r{to, book, m};
    r.post("/auth/v1/signup", anyone, "Sign up", handle_sign_up, small);
    r.post("/auth/v1/confirm", anyone, "Confirm the e-mail address with the code", handle_confirm, small);
    r.post("/auth/v1/resend", anyone, "Send the code again", handle_resend, small);
    r.post("/auth/v1/signin", anyone,
           "Sign in; the tokens come as cookies, or with a second factor after the second step", handle_sign_in, small);
    r.post("/auth/refresh", anyone.kept_elsewhere(), "New access and id tokens for the refresh token", handle_refresh,
           small);
    r.post("/auth/v1/signout", anyone, "End the session", handle_sign_out, small);
    r.get("/auth/v1/info", signed_in, "The account that is signed in", handle_info);
    r.get("/users/v1/user", signed_in, "Own personal data", show_user);
    r.put("/users/v1/user", signed_in, "Change own personal data", change_user, small);
    add_key_routes(r);
    add_session_routes(r);
    add_password_routes(r);
    add_email_routes(r);
    add_own_data_routes(r);
    add_language_routes(r);
    add_second_factor_routes(r);
    add_external_routes(r);
    add_arrival_routes(r);
    add_linking_routes(r);
}

namespace {

task<> forget(module& m, user_id who)
{
    m.standings.forget(who);
    co_return;
}

task<> note_revoked(module& m, session_id which)
{
    end(m, which);
    co_return;
}

} // namespace

void subscribe(events::bus& to, module& m)
{
    to.on<standing_changed>("identity", [&m](const auto& what) { return forget(m, what.event.user); });
    to.on<session_revoked>("identity", [&m](const auto& what) { return note_revoked(m, what.event.session); });
    to.on<password_reset_asked>("identity", [&m](const auto& what) { return send_reset_code(m, what.event.reset); });
}

} // namespace ahimmoyak::identity
