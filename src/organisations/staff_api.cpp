#include "base/random.hpp"
#include "db/error.hpp"
#include "http/endpoint.hpp"
#include "identity/accounts.hpp"
#include "mail/post.hpp"
#include "organisations/directory.hpp"
#include "organisations/invitation_letter.hpp"
#include "organisations/routes.hpp"
#include "organisations/staff.hpp"

namespace ahimmoyak::organisations {

namespace {

using chosen = http::path<"staffInvitationId", staff_invitation_id>;

struct staff_query {
    whole<1, 100, 20> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(staff_query, (), (limit, cursor))

struct staff_page {
    std::vector<staff_member> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(staff_page, (), (items, next_cursor))

struct staff_invitation_page {
    std::vector<staff_invitation> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(staff_invitation_page, (), (items, next_cursor))

void send(const module& m, db::connection& in, institution_id by, const staff_invitation& to, std::string_view secret,
          timestamp now)
{
    const auto from = find_institution(in, by).value();
    mail::queue(
        in,
        staff_letter(to.email, to.name, from.name, link_of(m, secret), identity::accounts::language_of(in, to.email)),
        now);
}

task<staff_page> list(module& m, caller who, http::query<staff_query> q)
{
    const auto of = who.of_institution();
    const auto after = cursor::from(q->cursor).value_or(cursor{});
    const auto limit = q->limit.value;
    auto ask = [&](db::connection& in) { return staff_of(in, of, after, limit + 1); };
    staff_page page;
    page.items = co_await m.db.read(ask);
    if (cut(page.items, limit))
        page.next_cursor = cursor{page.items.back().user_id.value, page.items.back().name}.to_text();
    co_return page;
}

task<http::no_content> remove(module& m, caller who, http::path<"userId", user_id> whom)
{
    const auto now = m.identity.time.now();
    const auto of = who.of_institution();
    const auto by = whom.value == who.user ? std::nullopt : std::optional{who.user};
    auto work = [&](db::connection& in) { end_staff(in, of, whom.value, by, now); };
    co_await m.db.write(work);
    m.identity.standings.forget(whom.value);
    co_return http::no_content{};
}

task<http::created<staff_invitation>> add(module& m, caller who, http::body<new_staff_member> whom)
{
    const auto now = m.identity.time.now();
    const auto by = who.of_institution();
    const auto secret = random_token(32);
    m.invite_by_institution.count(std::to_string(by.value), now);
    auto work = [&](db::connection& in) {
        auto made = invite_staff(in, by, whom.value, secret, now);
        send(m, in, by, made, secret, now);
        return made;
    };
    try {
        auto made = co_await m.db.write(work);
        co_return http::created<staff_invitation>{std::move(made)};
    } catch (const db::unique_violation& broken) { // a colleague did the same at the same moment
        if (broken.concerns("email"))
            throw invalid({issue_of(acquaintance::invited, "/email")});
        throw;
    }
}

task<staff_invitation_page> list_invited(module& m, caller who, http::query<staff_query> q)
{
    const auto now = m.identity.time.now();
    const auto by = who.of_institution();
    const auto after = cursor::from(q->cursor).value_or(cursor{});
    const auto limit = q->limit.value;
    auto ask = [&](db::connection& in) { return staff_invitations_of(in, by, after, limit + 1, now); };
    staff_invitation_page page;
    page.items = co_await m.db.read(ask);
    if (cut(page.items, limit))
        page.next_cursor = cursor{page.items.back().id.value, page.items.back().name}.to_text();
    co_return page;
}

task<http::no_content> resend(module& m, caller who, chosen which)
{
    const auto now = m.identity.time.now();
    const auto by = who.of_institution();
    const auto secret = random_token(32);
    m.resend_by_invitation.count("staff " + std::to_string(by.value) + " " + std::to_string(which.value.value), now);
    auto work = [&](db::connection& in) {
        const auto to = renew_staff(in, by, which.value, secret, now);
        send(m, in, by, to, secret, now);
    };
    co_await m.db.write(work);
    co_return http::no_content{};
}

task<http::no_content> uninvite(module& m, caller who, chosen which)
{
    const auto by = who.of_institution();
    auto work = [&](db::connection& in) { take_back_staff(in, by, which.value); };
    co_await m.db.write(work);
    co_return http::no_content{};
}

} // namespace

void add_staff_routes(http::router& to, json::schema_book& book, module& m)
{
    using http::allow::only;
    http::routes r{to, book, m};
    constexpr auto managers = only(role::MANAGER);
    r.get("/v1/institutions/managers", managers.of_people(), "The staff of the own institution, by name", list);
    r.post("/v1/institutions/managers", managers, "Invite somebody to the staff", add, {4 * 1024});
    r.remove("/v1/institutions/managers/{userId}", managers, "Remove somebody from the staff; oneself: leave", remove);
    r.get("/v1/institutions/managers/invitations", managers.of_people(),
          "Who is invited to the staff and has not accepted", list_invited);
    r.post("/v1/institutions/managers/invitations/{staffInvitationId}/resend", managers,
           "Send an invitation to the staff again; its earlier link opens nothing any more", resend);
    r.remove("/v1/institutions/managers/invitations/{staffInvitationId}", managers,
             "Take an invitation to the staff back", uninvite);
}

} // namespace ahimmoyak::organisations
