#include "organisations/invitations.hpp"

#include "base/random.hpp"
#include "events/outbox.hpp"
#include "identity/accounts.hpp"
#include "organisations/directory.hpp"
#include "organisations/events.hpp"
#include "organisations/membership.hpp"
#include "organisations/staff.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::organisations {

namespace {

constexpr std::int64_t most_waiting = 20'000;

constexpr db::query invited_emails{R"(
    SELECT email FROM invitation WHERE company_id = $1
      AND email IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21))"};
constexpr db::query count_waiting{"SELECT COUNT(*) FROM invitation WHERE company_id = $1"};
constexpr db::query insert{R"(
    INSERT INTO invitation (company_id, email, name, phone, department, token_hash, sent_at, expires_at, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7, $7) ON CONFLICT (company_id, email) DO NOTHING)"};
constexpr db::query update_token{R"(
    UPDATE invitation SET token_hash = $1, sent_at = $2, expires_at = $3, updated_at = $2
    WHERE id = $4 AND company_id = $5 RETURNING id, name, email)"};
constexpr db::query expired_of{
    "SELECT id, name, email FROM invitation WHERE company_id = $1 AND expires_at <= $2 ORDER BY id LIMIT $3"};
constexpr db::query remove_of{"DELETE FROM invitation WHERE id = $1 AND company_id = $2"};
constexpr db::query remove_one{"DELETE FROM invitation WHERE id = $1"};
constexpr db::query remove_old{"DELETE FROM invitation WHERE expires_at <= $1"};
// The index holds what is searched, so that only the rows that are shown are read.
constexpr db::query listed{R"(
    SELECT i.id, i.name, i.email, i.phone, i.department, i.sent_at, i.expires_at
    FROM invitation i WHERE i.id IN (
        SELECT s.id FROM invitation s
        WHERE s.company_id = $1 AND (s.name, s.id) > ($2, $3)
          AND (lower(s.name) LIKE $4 ESCAPE '\' OR s.email LIKE $4 ESCAPE '\')
          AND ($5 = '' OR s.department = $5)
        ORDER BY s.name, s.id LIMIT $6)
    ORDER BY i.name, i.id)"};
constexpr db::query of_email{R"(
    SELECT id, name, email, phone, department, sent_at, expires_at FROM invitation WHERE company_id = $1 AND email = $2)"};
constexpr db::query of_token{R"(
    SELECT i.id, i.company_id, CAST(NULL AS BIGINT) AS institution_id, c.name AS organisation_name, i.name, i.email,
           i.phone, i.department, i.expires_at
    FROM invitation i JOIN company c ON c.id = i.company_id WHERE i.token_hash = $1
    UNION ALL
    SELECT s.id, NULL, s.institution_id, o.name, s.name, s.email, NULL, NULL, s.expires_at
    FROM staff_invitation s JOIN institution o ON o.id = s.institution_id WHERE s.token_hash = $1)"};
constexpr db::query put_department{"UPDATE affiliation SET department = $1 WHERE id = $2"};

struct kept_invitation {
    invitation_id id;
    std::string name;
    std::string email;
    std::optional<std::string> phone;
    std::optional<std::string> department;
    timestamp sent_at{};
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(kept_invitation, (), (id, name, email, phone, department, sent_at, expires_at))

invitation shown(kept_invitation&& is, timestamp now)
{
    return {is.id,
            std::move(is.name),
            std::move(is.email),
            std::move(is.phone),
            std::move(is.department),
            is.expires_at > now ? invitation_state::WAITING : invitation_state::EXPIRED,
            is.sent_at,
            is.expires_at};
}

problem not_theirs() { return not_found({"초대", "this invitation"}); }

} // namespace

std::string hash_of(std::string_view token) { return hex(sha256("invitation:" + std::string{token})); }

std::map<std::string, acquaintance> acquaintances(db::connection& in, company_id of,
                                                  std::span<const std::string> emails)
{
    std::map<std::string, acquaintance> known;
    for (const auto& [email, is] : identity::accounts::standings_by_email(in, emails)) {
        if (is.company == of)
            known.emplace(email, acquaintance::employed);
        else if (is.as != role::NORMAL)
            known.emplace(email, acquaintance::elsewhere);
    }
    while (!emails.empty()) {
        // A statement of a fixed number of addresses is prepared once; an empty one is nobody's.
        std::array<std::string_view, 20> some{};
        const auto count = std::min(some.size(), emails.size());
        std::copy_n(emails.begin(), count, some.begin());
        emails = emails.subspan(count);
        auto rows =
            std::apply([&](const auto&... each) { return in.all<std::string>(invited_emails, of, each...); }, some);
        for (auto& each : rows)
            known.emplace(std::move(each), acquaintance::invited);
    }
    return known;
}

issue issue_of(acquaintance what, std::string pointer)
{
    switch (what) {
    case acquaintance::employed:
        return {std::move(pointer),
                "already_employed",
                {"이미 우리 회사 사람입니다.", "This person belongs to your company already."}};
    case acquaintance::invited:
        return {std::move(pointer),
                "already_invited",
                {"이미 초대했습니다. 초대 목록에서 다시 보낼 수 있습니다.",
                 "This address is invited already; send the letter again from the list of invitations."}};
    case acquaintance::elsewhere:
        return {std::move(pointer),
                "belongs_elsewhere",
                {"다른 회사나 기관에 속한 사람입니다. 그곳의 소속을 먼저 정리해야 합니다.",
                 "This person belongs to another organisation; that has to end first."}};
    case acquaintance::stranger:
        break;
    }
    return {std::move(pointer), "unknown", {}};
}

void must_have_room(db::connection& in, company_id by, std::int64_t more)
{
    if (in.first<std::int64_t>(count_waiting, by).value() + more > most_waiting)
        throw conflict("too_many_invitations", "WAITING",
                       say("답을 기다리는 초대가 너무 많습니다({}개까지). 필요 없는 초대를 먼저 취소하세요.",
                           "Too many invitations wait for an answer (at most {}). Take some back first.",
                           most_waiting));
}

bool invite(db::connection& in, company_id by, const new_employee& whom, std::string_view token, timestamp now)
{
    const auto department = whom.department ? std::optional{whom.department->value} : std::nullopt;
    return in.run(insert, by, whom.email, whom.name, whom.phone, department, hash_of(token), now,
                  now + invitation_lifetime) == 1;
}

addressee renew(db::connection& in, company_id by, invitation_id which, std::string_view token, timestamp now)
{
    auto found = in.first<addressee>(update_token, hash_of(token), now, now + invitation_lifetime, which, by);
    if (!found)
        throw not_theirs();
    return std::move(*found);
}

std::vector<addressee> expired(db::connection& in, company_id by, timestamp now, std::int64_t limit)
{
    return in.all<addressee>(expired_of, by, now, limit);
}

void take_back(db::connection& in, company_id by, invitation_id which)
{
    if (in.run(remove_of, which, by) == 0)
        throw not_theirs();
}

std::vector<invitation> invitations_of(db::connection& in, company_id by, const people_filter& filter,
                                       const cursor& after, std::int64_t limit, timestamp now)
{
    std::vector<invitation> found;
    auto rows = in.all<kept_invitation>(listed, by, after.key, after.id, containing(filter.search),
                                        filter.department.value_or(""), limit);
    for (auto& each : rows)
        found.push_back(shown(std::move(each), now));
    return found;
}

std::optional<invitation> find_invitation(db::connection& in, company_id by, std::string_view email, timestamp now)
{
    auto found = in.first<kept_invitation>(of_email, by, email);
    if (!found)
        return std::nullopt;
    return shown(std::move(*found), now);
}

opened_invitation open_invitation(db::connection& in, std::string_view token, timestamp now)
{
    auto found = in.first<opened_invitation>(of_token, hash_of(token));
    if (!found || found->expires_at <= now)
        throw problem{404,
                      "invitation_over",
                      {"이미 썼거나 기한이 지난 초대입니다. 보낸 곳의 담당자에게 초대를 다시 보내 달라고 하세요.",
                       "This invitation was used already or has expired. Ask who sent it to send it again."}};
    return std::move(*found);
}

void accept(db::connection& in, const opened_invitation& which, user_id who, timestamp now)
{
    if (which.institution_id)
        return accept_staff(in, *which.institution_id, {which.id}, who, now);
    const auto made = employ(in, which.company_id.value(), who, now);
    in.run(put_department, which.department, made);
    in.run(remove_one, which.id);
    const auto is = identity::accounts::find_account(in, who);
    events::publish(
        in, invitation_accepted{*which.company_id, which.organisation_name, who, is ? is->name : which.name}, made);
}

void tidy_invitations(db::connection& in, timestamp now) { in.run(remove_old, now - forgotten_after); }

} // namespace ahimmoyak::organisations
