#include "base/random.hpp"
#include "db/error.hpp"
#include "events/outbox.hpp"
#include "http/endpoint.hpp"
#include "identity/accounts.hpp"
#include "mail/post.hpp"
#include "organisations/directory.hpp"
#include "organisations/events.hpp"
#include "organisations/invitation_letter.hpp"
#include "organisations/invitations.hpp"
#include "organisations/routes.hpp"

namespace ahimmoyak::organisations {

namespace {

constexpr http::body_limit small{4 * 1024};
// Between the letters of one import: about what a mail server takes, so that other letters come between.
constexpr auto between_letters = std::chrono::milliseconds{100};

using chosen = http::path<"invitationId", invitation_id>;
using token = secret<20, 100>;

struct invitation_page {
    std::vector<invitation> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(invitation_page, (), (items, next_cursor))

struct resent {
    std::int64_t sent_count = 0;
};
BOOST_DESCRIBE_STRUCT(resent, (), (sent_count))

struct token_only {
    organisations::token token;
};
BOOST_DESCRIBE_STRUCT(token_only, (), (token))

/// What the page of the link shows.
struct invitation_card {
    std::string organisation_name;
    ahimmoyak::role role{}; ///< what who accepts becomes: EMPLOYEE of a company, MANAGER of an institution
    std::string name;
    std::string email;
    bool has_account = false; ///< then one signs in and joins, instead of setting a password
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(invitation_card, (), (organisation_name, role, name, email, has_account, expires_at))

struct acceptance {
    organisations::token token;
    identity::username username;
    text<1, 20> name;
    secret<8, 128> password;
    identity::consent agreed;
};
BOOST_DESCRIBE_STRUCT(acceptance, (), (token, username, name, password, agreed))

struct joined {
    user_id user_id;
    std::string email;
    ahimmoyak::role role{};
    std::optional<ahimmoyak::company_id> company_id;
    std::optional<ahimmoyak::institution_id> institution_id;
    std::string organisation_name;
};
BOOST_DESCRIBE_STRUCT(joined, (), (user_id, email, role, company_id, institution_id, organisation_name))

role role_in(const opened_invitation& found) { return found.institution_id ? role::MANAGER : role::EMPLOYEE; }

joined joined_by(const opened_invitation& found, user_id who)
{
    return {who, found.email, role_in(found), found.company_id, found.institution_id, found.organisation_name};
}

void send(module& m, db::connection& in, const company& by, std::string_view email, std::string_view name,
          std::string_view secret, timestamp now, timestamp due)
{
    mail::queue(in,
                invitation_letter(email, name, by.name, link_of(m, secret), identity::accounts::language_of(in, email)),
                now, due);
}

task<http::created<invitation>> add(module& m, caller who, http::body<new_employee> whom)
{
    const auto now = m.identity.time.now();
    const auto by = who.of_company();
    m.invite_by_company.count(std::to_string(by.value), now);
    const auto& form = whom.value;
    auto work = [&](db::connection& in) {
        const std::vector<std::string> one{form.email.value};
        const auto known = acquaintances(in, by, one);
        if (!known.empty())
            throw invalid({issue_of(known.begin()->second, "/email")});
        must_have_room(in, by, 1);
        invite_all(m, in, by, std::span{&form, 1}, now);
        return find_invitation(in, by, form.email.value, now).value();
    };
    auto made = co_await m.db.write(work);
    co_return http::created<invitation>{std::move(made)};
}

task<invitation_page> list(module& m, caller who, http::query<people_query> q)
{
    const auto now = m.identity.time.now();
    const auto by = who.of_company();
    const auto after = cursor::from(q->cursor).value_or(cursor{});
    const auto limit = q->limit.value;
    const auto filter = filter_of(q.value);
    auto ask = [&](db::connection& in) { return invitations_of(in, by, filter, after, limit + 1, now); };
    invitation_page page;
    page.items = co_await m.db.read_long(ask);
    if (cut(page.items, limit))
        page.next_cursor = cursor{page.items.back().id.value, page.items.back().name}.to_text();
    co_return page;
}

task<http::no_content> resend(module& m, caller who, chosen which)
{
    const auto now = m.identity.time.now();
    const auto by = who.of_company();
    const auto secret = random_token(32);
    m.resend_by_invitation.count(std::to_string(by.value) + " " + std::to_string(which.value.value), now);
    auto work = [&](db::connection& in) {
        const auto to = renew(in, by, which.value, secret, now);
        send(m, in, find_company(in, by).value(), to.email, to.name, secret, now, now);
    };
    co_await m.db.write(work);
    co_return http::no_content{};
}

task<resent> resend_expired(module& m, caller who)
{
    constexpr std::int64_t at_once = 2'000;
    const auto now = m.identity.time.now();
    const auto by = who.of_company();
    auto work = [&](db::connection& in) {
        const auto company = find_company(in, by).value();
        auto due = now;
        const auto late = expired(in, by, now, at_once);
        for (const auto& each : late) {
            const auto secret = random_token(32);
            renew(in, by, each.id, secret, now);
            send(m, in, company, each.email, each.name, secret, now, due);
            due += between_letters;
        }
        return resent{std::ssize(late)};
    };
    const auto done = co_await m.db.write(work);
    co_return done;
}

task<http::no_content> remove(module& m, caller who, chosen which)
{
    const auto by = who.of_company();
    auto work = [&](db::connection& in) { take_back(in, by, which.value); };
    co_await m.db.write(work);
    co_return http::no_content{};
}

task<invitation_card> look(module& m, http::incoming in, http::body<token_only> what)
{
    const auto now = m.identity.time.now();
    m.accept_by_address.count(address_group(in->remote_address), now);
    auto ask = [&](db::connection& on) {
        const auto found = open_invitation(on, what->token.value, now);
        const std::vector<std::string> one{found.email};
        const bool known = !identity::accounts::standings_by_email(on, one).empty();
        return invitation_card{found.organisation_name, role_in(found), found.name, found.email, known,
                               found.expires_at};
    };
    auto card = co_await m.db.read(ask);
    co_return card;
}

problem has_account()
{
    return conflict("has_account", "CONFIRMED",
                    {"이 주소로 가입한 계정이 있습니다. 로그인한 뒤 초대를 수락하세요.",
                     "There is an account with this address already: sign in, then accept."});
}

task<http::created<joined>> accept_new(module& m, http::incoming in, http::body<acceptance> what)
{
    const auto now = m.identity.time.now();
    m.accept_by_address.count(address_group(in->remote_address), now);
    auto& form = what.value;
    // Hashing takes its time; a link that opens nothing is refused before.
    auto look_first = [&](db::connection& on) { return open_invitation(on, form.token.value, now).id; };
    co_await m.db.read(look_first);
    const auto hash = co_await m.identity.passwords.hash(std::move(form.password.value));
    auto work = [&](db::connection& on) {
        const auto found = open_invitation(on, form.token.value, now);
        // The letter proves the address: a sign-up with it that nobody confirmed was not its owner's, or is not needed.
        identity::accounts::drop_unconfirmed(on, found.email);
        for (auto& each : identity::accounts::taken(on, form.username.value, found.email, now)) {
            if (each.pointer == "/email")
                throw has_account();
            throw invalid({std::move(each)});
        }
        identity::accounts::new_account fresh{
            form.username.value, form.name.value, found.email, hash, found.phone, {}, {}, true};
        fresh.language = in->speaks;
        const auto made = identity::accounts::add(on, fresh, true, now);
        accept(on, found, made, now);
        return joined_by(found, made);
    };
    try {
        auto done = co_await m.db.write(work);
        m.identity.standings.forget(done.user_id);
        co_return http::created<joined>{std::move(done)};
    } catch (const db::unique_violation& broken) { // somebody took the name at the same moment
        if (broken.concerns("username"))
            throw invalid(identity::accounts::taken_issues(true, false));
        if (broken.concerns("email"))
            throw has_account();
        throw;
    }
}

task<joined> accept_known(module& m, caller who, http::body<token_only> what)
{
    const auto now = m.identity.time.now();
    auto work = [&](db::connection& on) {
        const auto found = open_invitation(on, what->token.value, now);
        const auto is = identity::accounts::find_user(on, who.user);
        if (!is || is->email != found.email)
            throw conflict("another_address", "WAITING",
                           {"다른 주소로 온 초대입니다. 초대받은 주소의 계정으로 로그인하세요.",
                            "This invitation went to another address; sign in with the account of that address."});
        accept(on, found, who.user, now);
        return joined_by(found, who.user);
    };
    auto done = co_await m.db.write(work);
    m.identity.standings.forget(who.user);
    co_return done;
}

} // namespace

std::string link_of(const module& m, std::string_view secret)
{
    // Behind #: browsers keep that to themselves, so it stands in no log.
    return m.identity.with.public_address + "/invitation#" + std::string{secret};
}

people_filter filter_of(const people_query& q)
{
    people_filter filter;
    if (q.search) {
        const std::string_view typed{q.search->value};
        const auto first = typed.find_first_not_of(' ');
        if (first != std::string_view::npos)
            filter.search = typed.substr(first, typed.find_last_not_of(' ') - first + 1);
    }
    if (q.department)
        filter.department = q.department->value;
    return filter;
}

std::int64_t invite_all(module& m, db::connection& in, company_id by, std::span<const new_employee> whom, timestamp now)
{
    const auto company = find_company(in, by).value();
    std::int64_t count_of_new = 0;
    auto due = now;
    for (const auto& each : whom) {
        const auto secret = random_token(32);
        if (!invite(in, by, each, secret, now))
            continue;
        send(m, in, company, each.email.value, each.name.value, secret, now, due);
        due += between_letters;
        ++count_of_new;
        if (const auto known = identity::accounts::find_by_email(in, each.email.value))
            events::publish(in, organisations::employee_invited{by, company.name, *known},
                            "organisations:" + std::to_string(by.value));
    }
    return count_of_new;
}

void add_invitation_routes(http::router& to, json::schema_book& book, module& m)
{
    using namespace http::allow;
    http::routes r{to, book, m};
    constexpr auto supervisors = only(role::SUPERVISOR);
    r.post("/v1/companies/employees", supervisors, "Invite somebody to be an employee", add, small);
    r.get("/v1/companies/employees/invitations", supervisors.of_people(), "Who is invited and has not accepted", list);
    r.post("/v1/companies/employees/invitations/resend", supervisors,
           "Send the letters again that were not answered in time", resend_expired);
    r.post("/v1/companies/employees/invitations/{invitationId}/resend", supervisors,
           "Send an invitation again; its earlier link opens nothing any more", resend);
    r.remove("/v1/companies/employees/invitations/{invitationId}", supervisors, "Take an invitation back", remove);
    r.post("/v1/invitations/look", anyone.kept_elsewhere(), "What the invitation behind a letter's token is", look,
           small);
    r.post("/v1/invitations/accept", anyone, "Accept an invitation with a new account", accept_new, small);
    r.post("/v1/invitations/join", only(role::NORMAL), "Accept an invitation with the own account", accept_known,
           small);
}

} // namespace ahimmoyak::organisations
