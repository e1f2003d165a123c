#include "base/random.hpp"
#include "db/error.hpp"
#include "identity/accounts.hpp"
#include "identity/codes.hpp"
#include "identity/entrance.hpp"
#include "identity/letters.hpp"
#include "identity/providers/flow.hpp"
#include "identity/providers/identities.hpp"
#include "mail/post.hpp"

#include <algorithm>

// Somebody a provider vouches for, who has no account here: he signs up with what is missing, or says
// that an account is his by signing in to it.
namespace ahimmoyak::identity {

namespace journeys = providers::journeys;

namespace {

struct external_arrival {
    std::string provider;
    std::optional<std::string> name;
    std::optional<std::string> email;
    bool email_verified = false; ///< no code is needed for it
    bool email_taken = false;    ///< there is an account with it
    std::string next;
};
BOOST_DESCRIBE_STRUCT(external_arrival, (), (provider, name, email, email_verified, email_taken, next))

struct external_sign_up {
    identity::username username;
    text<1, 20> name;
    std::optional<ahimmoyak::email> email; ///< when the provider did not tell it, or it is to be another
    std::optional<phone_number> phone;
    std::optional<date> birth;
    std::optional<identity::gender> gender;
    consent agreed;
};
BOOST_DESCRIBE_STRUCT(external_sign_up, (), (username, name, email, phone, birth, gender, agreed))

struct external_signed_up {
    ahimmoyak::user_id user_id;
    std::string email;
    std::optional<identity::account> account; ///< when signed in at once
    std::optional<timestamp> code_expires_at; ///< else: a code was sent
};
BOOST_DESCRIBE_STRUCT(external_signed_up, (), (user_id, email, account, code_expires_at))

problem nobody_arrived()
{
    return {404,
            "nobody_arrived",
            {"시간이 지났거나 이미 끝난 가입입니다. 외부 계정으로 다시 시작하세요.",
             "This has expired or is done already. Start again with the other account."}};
}

std::string arrival_token_of(const http::request& in)
{
    const auto token = in.cookie(providers::arrival_cookie);
    return token.size() <= 100 ? std::string{token} : std::string{};
}

journeys::arrival arrived(db::connection& db, const std::string& token, timestamp now)
{
    auto found = journeys::arrived(db, token, now);
    if (!found)
        throw nobody_arrived();
    // What is no address of ours counts as none.
    ahimmoyak::email address;
    json::reader at;
    json::codec<ahimmoyak::email>::read(boost::json::value(found->email), address, at);
    found->email = at.ok() ? address.value : "";
    found->email_verified = found->email_verified && at.ok();
    return std::move(*found);
}

std::pair<std::string, std::string> arrival_gone(const module& m)
{
    return {"Set-Cookie",
            cookie_header(m, providers::arrival_cookie, "", providers::arrival_path, std::chrono::seconds{0})};
}

task<external_arrival> show_arrival(module& m, http::incoming in)
{
    const auto token = arrival_token_of(*in.value);
    auto ask = [&](db::connection& db) {
        const auto who = arrived(db, token, m.time.now());
        const auto known = who.email.empty() ? std::nullopt : accounts::find_by_login(db, who.email);
        external_arrival shown{who.provider, {}, {}, who.email_verified, known && known->confirmed, who.next};
        if (!who.name.empty())
            shown.name = who.name;
        if (!who.email.empty())
            shown.email = who.email;
        return shown;
    };
    co_return co_await m.db.read(ask);
}

task<http::with_headers<http::created<external_signed_up>>> sign_up_arrival(module& m, http::incoming in,
                                                                            http::body<external_sign_up> what)
{
    const auto now = m.time.now();
    m.sign_up_by_address.count(address_group(in->remote_address), now);
    check_sign_up_open(m);
    check_birth(what->birth, now);
    const auto token = arrival_token_of(*in.value);
    const auto code = random_digits(6);
    auto& form = what.value;
    accounts::new_account fresh{
        form.username.value, form.name.value, form.email ? form.email->value : "", {}, text_of(form.phone),
        form.birth,          form.gender};
    fresh.agreed = true;
    fresh.language = in->speaks;
    const auto from = arrival_of(*in.value);
    external_signed_up made;
    auto work = [&](db::connection& db) -> std::optional<entrance> {
        const auto who = arrived(db, token, now);
        const auto& at = providers::desk_of(m, who.provider).of();
        if (!form.email)
            fresh.email = who.email;
        if (fresh.email.empty())
            throw invalid("/email", "required", {"이메일을 입력하세요.", "Enter your e-mail address."});
        const bool proved = who.email_verified && fresh.email == who.email;
        if (proved)
            accounts::drop_unconfirmed(db, fresh.email);
        auto issues = accounts::taken(db, fresh.username, fresh.email, now);
        if (!issues.empty())
            throw invalid(std::move(issues));
        if (providers::identities::owner(db, at.name, who.subject))
            throw providers::taken_elsewhere(at.label);
        made.user_id = accounts::add(db, fresh, proved, now);
        made.email = fresh.email;
        providers::identities::add(db, made.user_id, at.name, who.subject, who.email, now);
        journeys::settle(db, token);
        if (proved)
            return open_session(m, db, made.user_id, from); // no second factor yet
        codes::put(db, made.user_id, code, now);
        mail::queue(db, letters::code(fresh.email, fresh.name, code), now);
        return std::nullopt;
    };
    std::optional<entrance> opened;
    try {
        opened = co_await m.db.write(work);
    } catch (const db::unique_violation& broken) { // two sign-ups at the same moment
        throw invalid(accounts::taken_issues(broken.concerns("username"), broken.concerns("email")));
    }
    headers cookies;
    if (opened) {
        cookies = cookies_of(m, opened->who.value(), opened->session, std::move(opened->refresh_token));
        made.account = std::move(opened->who);
    } else {
        m.code_by_email.take(made.email, now);
        made.code_expires_at = now + codes::lifetime;
    }
    cookies.push_back(arrival_gone(m));
    co_return http::with_headers<http::created<external_signed_up>>{{std::move(made)}, std::move(cookies)};
}

// He has just signed in to the account, so it is his; a session that was open before proves nothing.
task<http::with_headers<http::no_content>> link_arrival(module& m, caller who, http::incoming in)
{
    const auto now = m.time.now();
    const auto token = arrival_token_of(*in.value);
    auto work = [&](db::connection& db) {
        const auto person = arrived(db, token, now);
        const auto open = m.sessions.open_of(db, who.user);
        const bool fresh = std::any_of(open.begin(), open.end(), [&](const auto& each) {
            return each.id == who.session && each.created_at >= person.created_at;
        });
        if (!fresh)
            throw problem{409,
                          "sign_in_again",
                          {"연결하려면 로그아웃하고 이 계정으로 다시 로그인하세요.",
                           "To connect them, sign out and sign in to this account again."}};
        providers::link(db, who.user, providers::desk_of(m, person.provider).of(), person.subject, person.email, now);
        journeys::settle(db, token);
    };
    co_await m.db.write(work);
    co_return http::with_headers<http::no_content>{{}, {arrival_gone(m)}};
}

} // namespace

void add_arrival_routes(http::routes<module>& r)
{
    using namespace http::allow;
    r.get("/auth/v1/external/arrival", anyone, "Who came from an external provider and has no account yet",
          show_arrival);
    r.post("/auth/v1/external/signup", anyone, "Sign up with what the external provider did not tell", sign_up_arrival,
           small);
    r.post("/auth/v1/external/link", signed_in, "Connect who came from an external provider with the own account",
           link_arrival, small);
}

} // namespace ahimmoyak::identity
