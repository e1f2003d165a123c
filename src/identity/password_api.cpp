#include "identity/accounts.hpp"
#include "identity/email_changes.hpp"
#include "identity/letters.hpp"
#include "identity/providers/identities.hpp"
#include "identity/resets.hpp"
#include "identity/routes.hpp"
#include "identity/tickets.hpp"
#include "mail/post.hpp"

namespace ahimmoyak::identity {

namespace {

struct password_change {
    secret<1, 128> current_password;
    secret<8, 128> new_password;
};
BOOST_DESCRIBE_STRUCT(password_change, (), (current_password, new_password))

struct reset_request {
    ahimmoyak::email email;
};
BOOST_DESCRIBE_STRUCT(reset_request, (), (email))

struct password_reset {
    ahimmoyak::email email;
    secret<1, 20> code;
    secret<8, 128> password;
};
BOOST_DESCRIBE_STRUCT(password_reset, (), (email, code, password))

/// What another password means for the rest of the account: whoever else was in it is out, and what
/// he may have begun leads nowhere.
std::vector<session_id> shut_out(module& m, db::connection& in, user_id who, std::optional<session_id> but)
{
    const auto now = m.time.now();
    email_changes::drop(in, who);
    tickets::drop(in, who);
    if (const auto is = accounts::find_user(in, who)) {
        resets::drop(in, who, is->email);
        mail::queue(in, letters::password_changed(is->email, is->name, is->language), now);
    }
    return m.sessions.revoke_all(in, who, but);
}

task<http::no_content> change(module& m, caller who, http::body<password_change> what)
{
    const auto now = m.time.now();
    auto& form = what.value;
    constexpr std::string_view pointer = "/currentPassword";
    const auto old_hash = co_await proved_password(m, who.user, std::move(form.current_password.value), pointer);
    const auto new_hash = co_await m.passwords.hash(std::move(form.new_password.value));
    auto work = [&](db::connection& in) {
        if (!accounts::replace_password(in, who.user, old_hash, new_hash, now))
            throw invalid(
                pointer, "wrong_password",
                {"비밀번호가 방금 다른 곳에서 바뀌었습니다.", "The password has just been changed elsewhere."});
        return shut_out(m, in, who.user, who.session);
    };
    const auto ended = co_await m.db.write(work);
    end(m, ended);
    co_return http::no_content{};
}

// The same answer and the same work whether or not the address is somebody's: see send_reset_code.
task<http::no_content> ask_for_reset(module& m, http::incoming in, http::body<reset_request> what)
{
    const auto now = m.time.now();
    m.reset_by_address.count(address_group(in->remote_address), now);
    m.reset_by_email.count(what->email.value, now);
    auto work = [&](db::connection& on) {
        const auto asked = resets::ask(on, what->email.value, now);
        events::publish(on, password_reset_asked{asked}, "identity:reset:" + std::to_string(asked.value));
    };
    co_await m.db.write(work);
    co_return http::no_content{};
}

task<http::no_content> reset(module& m, http::incoming in, http::body<password_reset> what)
{
    const auto now = m.time.now();
    m.confirm_by_address.count(address_group(in->remote_address), now);
    m.reset_code_by_email.count(what->email.value, now);
    auto& form = what.value;
    // Before the code is looked at: a wrong one must not be told by a quicker answer.
    const auto hash = co_await m.passwords.hash(std::move(form.password.value));
    std::vector<session_id> ended;
    auto work = [&](db::connection& on) {
        const auto who = resets::take(on, form.email.value, form.code.value, now);
        if (!who)
            return false;
        // Whoever began to sign up with this address never proved to own it.
        const auto is = accounts::find_account(on, *who);
        if (is && !is->confirmed)
            providers::identities::remove_all(on, *who);
        accounts::reset_password(on, *who, hash, now);
        ended = shut_out(m, on, *who, {});
        return true;
    };
    if (!co_await m.db.write(work))
        throw wrong_code();
    end(m, ended);
    co_return http::no_content{};
}

} // namespace

task<> send_reset_code(module& m, reset_id which)
{
    const auto now = m.time.now();
    const auto code = resets::make_code();
    auto work = [&](db::connection& in) {
        const auto who = resets::whom(in, which, now);
        const auto is = who ? accounts::find_user(in, *who) : std::nullopt;
        if (!is)
            return;
        resets::put(in, which, *who, code, now);
        mail::queue(in, letters::reset_code(is->email, is->name, is->username, code, is->language), now);
    };
    co_await m.db.write(work);
}

void add_password_routes(http::routes<module>& r)
{
    using namespace http::allow;
    r.post("/auth/v1/password", signed_in, "Change the own password; ends all other sessions", change, small);
    r.post("/auth/v1/password-reset", anyone, "Have a code for a new password sent by e-mail", ask_for_reset, small);
    r.post("/auth/v1/password-reset/confirm", anyone, "Set a new password with the code; ends all sessions", reset,
           small);
}

} // namespace ahimmoyak::identity
