#include "organisations/staff.hpp"

#include "base/problem.hpp"
#include "events/outbox.hpp"
#include "identity/accounts.hpp"
#include "organisations/directory.hpp"
#include "organisations/events.hpp"
#include "organisations/membership.hpp"

#include <array>

namespace ahimmoyak::organisations {

namespace {

constexpr std::int64_t most_waiting = 200;

constexpr db::query listed{R"(
    SELECT u.id AS user_id, u.username, u.name, u.email, m.created_at AS since
    FROM manager m JOIN users u ON u.id = m.user_id
    WHERE m.institution_id = $1 AND (u.name, u.id) > ($2, $3) ORDER BY u.name, u.id LIMIT $4)"};
constexpr db::query member_of{"SELECT user_id FROM manager WHERE institution_id = $1 AND user_id = $2"};
constexpr db::query another_of{"SELECT user_id FROM manager WHERE institution_id = $1 AND user_id <> $2 LIMIT 1"};
constexpr db::query remove_member{"DELETE FROM manager WHERE institution_id = $1 AND user_id = $2"};
constexpr db::query count_waiting{"SELECT COUNT(*) FROM staff_invitation WHERE institution_id = $1"};
constexpr db::query of_email{"SELECT id FROM staff_invitation WHERE institution_id = $1 AND email = $2"};
constexpr db::query insert{R"(
    INSERT INTO staff_invitation (institution_id, email, name, token_hash, sent_at, expires_at, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $5, $5) RETURNING id, name, email, sent_at, expires_at)"};
constexpr db::query update_token{R"(
    UPDATE staff_invitation SET token_hash = $1, sent_at = $2, expires_at = $3, updated_at = $2
    WHERE id = $4 AND institution_id = $5 RETURNING id, name, email, sent_at, expires_at)"};
constexpr db::query invited{R"(
    SELECT id, name, email, sent_at, expires_at FROM staff_invitation
    WHERE institution_id = $1 AND (name, id) > ($2, $3) ORDER BY name, id LIMIT $4)"};
constexpr db::query remove_of{"DELETE FROM staff_invitation WHERE id = $1 AND institution_id = $2"};
constexpr db::query remove_old{"DELETE FROM staff_invitation WHERE expires_at <= $1"};

struct kept_invitation {
    staff_invitation_id id;
    std::string name;
    std::string email;
    timestamp sent_at{};
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(kept_invitation, (), (id, name, email, sent_at, expires_at))

staff_invitation shown(kept_invitation&& is, timestamp now)
{
    const auto state = is.expires_at > now ? invitation_state::WAITING : invitation_state::EXPIRED;
    return {is.id, std::move(is.name), std::move(is.email), state, is.sent_at, is.expires_at};
}

problem not_theirs() { return not_found({"초대", "this invitation"}); }

void must_be_new(db::connection& in, institution_id by, const std::string& email)
{
    const std::array<std::string, 1> one{email};
    for (const auto& [address, is] : identity::accounts::standings_by_email(in, one)) {
        if (is.institution == by)
            throw invalid("/email", "already_staff",
                          {"이미 우리 기관 사람입니다.", "This person belongs to your institution already."});
        if (is.as != role::NORMAL)
            throw invalid({issue_of(acquaintance::elsewhere, "/email")});
    }
    if (in.first<staff_invitation_id>(of_email, by, email))
        throw invalid({issue_of(acquaintance::invited, "/email")});
}

} // namespace

std::vector<staff_member> staff_of(db::connection& in, institution_id of, const cursor& after, std::int64_t limit)
{
    return in.all<staff_member>(listed, of, after.key, after.id, limit);
}

void end_staff(db::connection& in, institution_id of, user_id who, std::optional<user_id> removed_by, timestamp now)
{
    if (!in.first<user_id>(member_of, of, who))
        throw not_found({"담당자", "this member of the staff"});
    // Writes run as if one after another, so of two who go at once the second is refused.
    if (!in.first<user_id>(another_of, of, who))
        throw conflict("last_manager", "MANAGER",
                       {"기관의 마지막 담당자입니다. 먼저 다른 담당자를 초대하세요.",
                        "This is the institution's last manager; invite another one first."});
    in.run(remove_member, of, who);
    identity::accounts::set_standing(in, who, {role::NORMAL, {}, {}}, now);
    const auto person = identity::accounts::find_user(in, who);
    events::publish(in,
                    membership_ended{.company = {},
                                     .institution = of,
                                     .organisation_name = find_institution(in, of).value().name,
                                     .user = who,
                                     .user_name = person.value().name,
                                     .removed = removed_by.has_value()},
                    who);
}

staff_invitation invite_staff(db::connection& in, institution_id by, const new_staff_member& whom,
                              std::string_view token, timestamp now)
{
    must_be_new(in, by, whom.email.value);
    if (in.first<std::int64_t>(count_waiting, by).value() >= most_waiting)
        throw conflict("too_many_invitations", "WAITING",
                       say("답을 기다리는 초대가 너무 많습니다({}개까지). 필요 없는 초대를 먼저 취소하세요.",
                           "Too many invitations wait for an answer (at most {}). Take some back first.",
                           most_waiting));
    return shown(in.first<kept_invitation>(insert, by, whom.email, whom.name, hash_of(token), now,
                                           now + invitation_lifetime)
                     .value(),
                 now);
}

std::vector<staff_invitation> staff_invitations_of(db::connection& in, institution_id by, const cursor& after,
                                                   std::int64_t limit, timestamp now)
{
    std::vector<staff_invitation> found;
    for (auto& each : in.all<kept_invitation>(invited, by, after.key, after.id, limit))
        found.push_back(shown(std::move(each), now));
    return found;
}

staff_invitation renew_staff(db::connection& in, institution_id by, staff_invitation_id which, std::string_view token,
                             timestamp now)
{
    auto found = in.first<kept_invitation>(update_token, hash_of(token), now, now + invitation_lifetime, which, by);
    if (!found)
        throw not_theirs();
    return shown(std::move(*found), now);
}

void take_back_staff(db::connection& in, institution_id by, staff_invitation_id which)
{
    if (in.run(remove_of, which, by) == 0)
        throw not_theirs();
}

void accept_staff(db::connection& in, institution_id by, staff_invitation_id which, user_id who, timestamp now)
{
    appoint(in, by, who, now);
    in.run(remove_of, which, by);
}

void tidy_staff_invitations(db::connection& in, timestamp now) { in.run(remove_old, now - forgotten_after); }

} // namespace ahimmoyak::organisations
