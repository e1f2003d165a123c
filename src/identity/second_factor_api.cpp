#include "base/problem.hpp"
#include "identity/accounts.hpp"
#include "identity/entrance.hpp"
#include "identity/letters.hpp"
#include "identity/routes.hpp"
#include "identity/tickets.hpp"
#include "identity/totp.hpp"
#include "mail/post.hpp"

namespace ahimmoyak::identity {

namespace {

struct second_factor_start {
    secret<1, 128> password;
};
BOOST_DESCRIBE_STRUCT(second_factor_start, (), (password))

struct second_factor_begun {
    std::string secret;  ///< to be typed in
    std::string address; ///< otpauth://, to be read as a QR code
};
BOOST_DESCRIBE_STRUCT(second_factor_begun, (), (secret, address))

struct second_factor_code {
    secret<1, 20> code;
};
BOOST_DESCRIBE_STRUCT(second_factor_code, (), (code))

struct new_recovery_codes {
    std::vector<std::string> codes;
};
BOOST_DESCRIBE_STRUCT(new_recovery_codes, (), (codes))

struct second_factor_proof {
    secret<1, 128> password;
    secret<1, 20> code;
};
BOOST_DESCRIBE_STRUCT(second_factor_proof, (), (password, code))

struct second_step {
    secret<1, 100> ticket;
    secret<1, 20> code;
};
BOOST_DESCRIBE_STRUCT(second_step, (), (ticket, code))

// Said once, kept nowhere.
headers unkept() { return {{"Cache-Control", "no-store"}}; }

problem refused_code()
{
    return invalid("/code", "wrong_code",
                   {"코드가 다르거나 이미 쓴 코드입니다. 인증 앱에 지금 보이는 코드를 입력하세요.",
                    "The code is wrong or was used already; enter the one that your authenticator shows now."});
}

problem enabled_already()
{
    return conflict("second_factor_enabled", "ENABLED",
                    {"2단계 인증이 이미 켜져 있습니다. 다른 기기로 바꾸려면 먼저 끄세요.",
                     "The second factor is on already; turn it off first to change to another device."});
}

problem not_enabled()
{
    return conflict("second_factor_off", "OFF",
                    {"2단계 인증이 꺼져 있습니다. 먼저 설정하세요.", "The second factor is off; set it up first."});
}

std::string limited_by(user_id who) { return std::to_string(who.value); }

void tell_owner(db::connection& in, user_id who,
                mail::message (*letter)(std::string_view, std::string_view, std::optional<language>), timestamp now)
{
    if (const auto is = accounts::find_user(in, who))
        mail::queue(in, letter(is->email, is->name, is->language), now);
}

task<second_factor_state> show_factor(module& m, caller who)
{
    auto ask = [&](db::connection& in) { return second_factors::of(in, who.user); };
    auto is = co_await m.db.read(ask);
    co_return is;
}

task<http::with_headers<second_factor_begun>> begin_factor(module& m, caller who, http::body<second_factor_start> what)
{
    const auto now = m.time.now();
    co_await proved_password(m, who.user, std::move(what.value.password.value), "/password");
    auto work = [&](db::connection& in) {
        const auto is = accounts::find_user(in, who.user);
        if (!is)
            throw unauthenticated();
        if (second_factors::enabled(in, who.user))
            throw enabled_already();
        const auto secret = m.second_factors.begin(in, who.user, now);
        return second_factor_begun{totp::base32(secret), totp::address(secret, is->username)};
    };
    auto begun = co_await m.db.write(work);
    co_return http::with_headers<second_factor_begun>{std::move(begun), unkept()};
}

task<http::with_headers<new_recovery_codes>> confirm_factor(module& m, caller who, http::body<second_factor_code> what)
{
    const auto now = m.time.now();
    m.second_factor_by_user.count(limited_by(who.user), now);
    auto work = [&](db::connection& in) {
        if (second_factors::enabled(in, who.user))
            throw enabled_already();
        auto codes = m.second_factors.confirm(in, who.user, what->code.value, now);
        if (!codes)
            throw refused_code();
        tell_owner(in, who.user, letters::second_factor_on, now);
        return new_recovery_codes{std::move(*codes)};
    };
    auto codes = co_await m.db.write(work);
    m.second_factor_by_user.forget(limited_by(who.user));
    m.standings.forget(who.user);
    co_return http::with_headers<new_recovery_codes>{std::move(codes), unkept()};
}

// In the transaction of what it allows.
void prove_factor(module& m, db::connection& in, user_id who, std::string_view code, timestamp now)
{
    if (!second_factors::enabled(in, who))
        throw not_enabled();
    if (m.second_factors.take(in, who, code, now) == second_factors::proof::none)
        throw refused_code();
}

task<http::with_headers<new_recovery_codes>> renew_codes(module& m, caller who, http::body<second_factor_proof> what)
{
    const auto now = m.time.now();
    co_await proved_password(m, who.user, std::move(what.value.password.value), "/password");
    m.second_factor_by_user.count(limited_by(who.user), now);
    auto work = [&](db::connection& in) {
        prove_factor(m, in, who.user, what->code.value, now);
        tell_owner(in, who.user, letters::recovery_codes_made, now);
        return new_recovery_codes{m.second_factors.make_recovery_codes(in, who.user, now)};
    };
    auto codes = co_await m.db.write(work);
    m.second_factor_by_user.forget(limited_by(who.user));
    co_return http::with_headers<new_recovery_codes>{std::move(codes), unkept()};
}

task<http::no_content> turn_factor_off(module& m, caller who, http::body<second_factor_proof> what)
{
    const auto now = m.time.now();
    co_await proved_password(m, who.user, std::move(what.value.password.value), "/password");
    m.second_factor_by_user.count(limited_by(who.user), now);
    auto work = [&](db::connection& in) {
        prove_factor(m, in, who.user, what->code.value, now);
        second_factors::remove(in, who.user);
        tell_owner(in, who.user, letters::second_factor_off, now);
    };
    co_await m.db.write(work);
    m.second_factor_by_user.forget(limited_by(who.user));
    m.standings.forget(who.user);
    co_return http::no_content{};
}

problem ticket_over()
{
    return {401,
            "ticket_over",
            {"시간이 지났거나 여러 번 틀렸습니다. 비밀번호부터 다시 입력하세요.",
             "It took too long or was wrong too often; begin again with your password."}};
}

struct step_taken {
    std::optional<entrance> done; ///< nothing: the code is wrong
};

step_taken step_by_code(module& m, db::connection& in, const second_step& what, const arrival& from)
{
    const auto now = m.time.now();
    const auto who = tickets::owner(in, what.ticket.value, now);
    if (!who)
        throw ticket_over();
    const auto proved = m.second_factors.take(in, *who, what.code.value, now);
    if (proved == second_factors::proof::none) {
        // Somebody has the password and tries codes: its owner should know.
        if (tickets::fail(in, what.ticket.value, now))
            tell_owner(in, *who, letters::second_factor_tried, now);
        return {};
    }
    tickets::use_up(in, what.ticket.value);
    if (proved == second_factors::proof::recovery_code)
        if (const auto is = accounts::find_user(in, *who))
            mail::queue(in,
                        letters::recovery_code_used(is->email, is->name,
                                                    second_factors::of(in, *who).recovery_codes_left, is->language),
                        now);
    return {open_session(m, in, *who, from)};
}

task<http::with_headers<account>> take_second_step(module& m, http::incoming in, http::body<second_step> what)
{
    const auto now = m.time.now();
    m.sign_in_by_address.count(address_group(in->remote_address), now);
    auto ask = [&](db::connection& on) { return tickets::owner(on, what->ticket.value, now); };
    const auto who = co_await m.db.read(ask);
    if (!who)
        throw ticket_over();
    m.second_factor_by_user.count(limited_by(*who), now);
    const auto from = arrival_of(*in.value);
    auto work = [&](db::connection& on) { return step_by_code(m, on, what.value, from); };
    auto step = co_await m.db.write(work);
    if (!step.done)
        throw refused_code();
    m.second_factor_by_user.forget(limited_by(*who));
    auto& done = *step.done;
    auto cookies = cookies_of(m, done.who.value(), done.session, std::move(done.refresh_token));
    co_return http::with_headers<account>{std::move(*done.who), std::move(cookies)};
}

// For who has lost both the authenticator and the recovery codes, and was recognised by other means.
task<http::no_content> reset_factor(module& m, caller by, http::path<"userId", user_id> whose)
{
    const auto now = m.time.now();
    if (whose.value == by.user)
        throw conflict("own_second_factor", "OWN",
                       {"자신의 2단계 인증은 내 정보에서 비밀번호와 코드로 끄세요.",
                        "Turn your own second factor off in your account, with password and code."});
    auto work = [&](db::connection& in) {
        if (!accounts::find_user(in, whose.value))
            throw not_found({"회원", "the member"});
        // A second call finds nothing and tells nobody.
        if (second_factors::remove(in, whose.value))
            tell_owner(in, whose.value, letters::second_factor_reset, now);
    };
    co_await m.db.write(work);
    m.standings.forget(whose.value);
    co_return http::no_content{};
}

} // namespace

void add_second_factor_routes(http::routes<module>& r)
{
    using namespace http::allow;
    r.post("/auth/v1/signin/second-factor", anyone, "The second step of signing in: a code of the second factor",
           take_second_step, small);
    r.get("/auth/v1/second-factor", signed_in, "The own second factor", show_factor);
    r.post("/auth/v1/second-factor", signed_in, "Begin to set up a second factor; gives its secret", begin_factor,
           small);
    r.post("/auth/v1/second-factor/confirm", signed_in, "Turn the second factor on by its first code", confirm_factor,
           small);
    r.post("/auth/v1/second-factor/recovery-codes", signed_in, "New recovery codes in place of the old ones",
           renew_codes, small);
    r.post("/auth/v1/second-factor/removal", signed_in, "Turn the second factor off", turn_factor_off, small);
    r.remove("/v1/admin/members/{userId}/second-factor", only(role::ADMIN), "Take a member's second factor away",
             reset_factor);
}

} // namespace ahimmoyak::identity
