#include "base/random.hpp"
#include "db/error.hpp"
#include "identity/accounts.hpp"
#include "identity/email_changes.hpp"
#include "identity/letters.hpp"
#include "identity/resets.hpp"
#include "identity/routes.hpp"
#include "mail/post.hpp"

namespace ahimmoyak::identity {

namespace {

struct email_change {
    ahimmoyak::email email;
    secret<1, 128> password;
};
BOOST_DESCRIBE_STRUCT(email_change, (), (email, password))

struct email_change_begun {
    std::string email;
    timestamp code_expires_at{};
};
BOOST_DESCRIBE_STRUCT(email_change_begun, (), (email, code_expires_at))

struct email_confirmation {
    secret<1, 20> code;
};
BOOST_DESCRIBE_STRUCT(email_confirmation, (), (code))

problem taken(std::string_view pointer)
{
    return invalid(pointer, "taken",
                   {"다른 계정이 쓰는 이메일입니다. 다른 주소를 쓰세요.",
                    "Another account has this address; use a different one."});
}

task<email_change_begun> begin(module& m, caller who, http::body<email_change> what)
{
    const auto now = m.time.now();
    auto& form = what.value;
    m.email_change_by_user.count(std::to_string(who.user.value), now);
    co_await proved_password(m, who.user, std::move(form.password.value), "/password");
    const auto& email = form.email.value;
    m.code_by_email.count(email, now);
    const auto code = random_digits(6);
    auto work = [&](db::connection& in) {
        const auto is = accounts::find_user(in, who.user);
        if (!is)
            throw unauthenticated();
        if (is->email == email)
            throw invalid("/email", "unchanged",
                          {"지금 쓰는 이메일과 같습니다.", "This is the address that you have already."});
        if (!accounts::taken(in, "", email, now).empty())
            throw taken("/email");
        email_changes::put(in, who.user, email, code, now);
        mail::queue(in, letters::new_email_code(email, is->name, code, is->language), now);
        mail::queue(in, letters::email_change_asked(is->email, is->name, email, is->language), now);
    };
    co_await m.db.write(work);
    co_return email_change_begun{email, now + email_changes::lifetime};
}

task<user> confirm(module& m, caller who, http::body<email_confirmation> what)
{
    const auto now = m.time.now();
    m.confirm_by_email.count("user:" + std::to_string(who.user.value), now);
    auto work = [&](db::connection& in) -> std::optional<user> {
        const auto email = email_changes::take(in, who.user, what->code.value, now);
        const auto before = email ? accounts::find_user(in, who.user) : std::nullopt;
        if (!before)
            return std::nullopt;
        if (!accounts::taken(in, "", *email, now).empty())
            throw taken("/code");
        accounts::change_email(in, who.user, *email, now);
        // A code that went to the old address must not open the account any more.
        resets::drop(in, who.user, before->email);
        resets::drop(in, who.user, *email);
        mail::queue(in, letters::email_changed(before->email, before->name, *email, before->language), now);
        return accounts::find_user(in, who.user);
    };
    try {
        auto changed = co_await m.db.write(work);
        if (!changed)
            throw wrong_code();
        co_return std::move(*changed);
    } catch (const db::unique_violation&) { // somebody signed up with it at the same moment
        throw taken("/code");
    }
}

} // namespace

void add_email_routes(http::routes<module>& r)
{
    using namespace http::allow;
    r.post("/users/v1/user/email", signed_in, "Ask for another e-mail address; a code is sent to it", begin, small);
    r.post("/users/v1/user/email/confirm", signed_in, "Take the new e-mail address, with the code", confirm, small);
}

} // namespace ahimmoyak::identity
