#include "administration/members.hpp"

#include "base/problem.hpp"
#include "identity/accounts.hpp"
#include "identity/search_terms.hpp"

namespace ahimmoyak::administration::members {

namespace {

// The three go the ways of organisations' list of employees: see there why CROSS JOIN and MATERIALIZED.
constexpr db::query by_name{R"(
    SELECT u.id AS user_id, u.username, u.name, u.email, u.role,
           CASE WHEN u.locked_at IS NOT NULL THEN 'LOCKED' WHEN u.confirmed THEN 'ACTIVE' ELSE 'UNCONFIRMED' END AS state,
           COALESCE(i.name, c.name) AS organisation_name,
           EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS second_factor,
           u.created_at, u.signed_in_at
    FROM users u LEFT JOIN institution i ON i.id = u.institution_id LEFT JOIN company c ON c.id = u.company_id
    WHERE u.deleted_at IS NULL AND (u.name, u.id) > ($1, $2) AND ($3 = '' OR u.role = $3)
      AND ($4 = '' OR $4 = CASE WHEN u.locked_at IS NOT NULL THEN 'LOCKED' WHEN u.confirmed THEN 'ACTIVE' ELSE 'UNCONFIRMED' END)
    ORDER BY u.name, u.id LIMIT $5)"};
constexpr db::query count_found{R"(
    SELECT COUNT(*) FROM (SELECT user_id FROM user_term WHERE term >= $1 AND term < $2 LIMIT $3) AS found)"};
constexpr db::query by_few{R"(
    WITH found AS MATERIALIZED (SELECT DISTINCT user_id FROM user_term WHERE term >= $1 AND term < $2)
    SELECT u.id AS user_id, u.username, u.name, u.email, u.role,
           CASE WHEN u.locked_at IS NOT NULL THEN 'LOCKED' WHEN u.confirmed THEN 'ACTIVE' ELSE 'UNCONFIRMED' END AS state,
           COALESCE(i.name, c.name) AS organisation_name,
           EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS second_factor,
           u.created_at, u.signed_in_at
    FROM found f CROSS JOIN users u
         LEFT JOIN institution i ON i.id = u.institution_id LEFT JOIN company c ON c.id = u.company_id
    WHERE u.id = f.user_id AND (u.name, u.id) > ($3, $4) AND ($5 = '' OR u.role = $5)
      AND ($6 = '' OR $6 = CASE WHEN u.locked_at IS NOT NULL THEN 'LOCKED' WHEN u.confirmed THEN 'ACTIVE' ELSE 'UNCONFIRMED' END)
    ORDER BY u.name, u.id LIMIT $7)"};
constexpr db::query by_many{R"(
    SELECT u.id AS user_id, u.username, u.name, u.email, u.role,
           CASE WHEN u.locked_at IS NOT NULL THEN 'LOCKED' WHEN u.confirmed THEN 'ACTIVE' ELSE 'UNCONFIRMED' END AS state,
           COALESCE(i.name, c.name) AS organisation_name,
           EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS second_factor,
           u.created_at, u.signed_in_at
    FROM users u LEFT JOIN institution i ON i.id = u.institution_id LEFT JOIN company c ON c.id = u.company_id
    WHERE u.deleted_at IS NULL AND (u.name, u.id) > ($1, $2) AND ($3 = '' OR u.role = $3)
      AND ($4 = '' OR $4 = CASE WHEN u.locked_at IS NOT NULL THEN 'LOCKED' WHEN u.confirmed THEN 'ACTIVE' ELSE 'UNCONFIRMED' END)
      AND (SELECT 1 FROM user_term t WHERE t.user_id = u.id AND t.term >= $5 AND t.term < $6 LIMIT 1) IS NOT NULL
    ORDER BY u.name, u.id LIMIT $7)"};
constexpr std::int64_t few = 500;

constexpr db::query by_id{R"(
    SELECT u.id AS user_id, u.username, u.name, u.email, u.role,
           CASE WHEN u.locked_at IS NOT NULL THEN 'LOCKED' WHEN u.confirmed THEN 'ACTIVE' ELSE 'UNCONFIRMED' END AS state,
           COALESCE(i.name, c.name) AS organisation_name,
           EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS second_factor,
           u.created_at, u.signed_in_at,
           u.phone, u.institution_id, u.company_id, u.locked_at, b.name AS locked_by_name, u.lock_reason,
           (SELECT COUNT(*) FROM session s
            WHERE s.user_id = u.id AND s.revoked_at IS NULL AND s.expires_at > $1 AND s.ends_at > $1) AS session_count,
           FALSE AS last_administrator -- show() finds that out
    FROM users u LEFT JOIN institution i ON i.id = u.institution_id LEFT JOIN company c ON c.id = u.company_id
         LEFT JOIN users b ON b.id = u.locked_by
    WHERE u.id = $2 AND u.deleted_at IS NULL)"};

template <class E>
std::string_view text_of(const std::optional<E>& of)
{
    return of ? boost::describe::enum_to_string(*of, "") : "";
}

member_detail found(db::connection& in, user_id who, timestamp now)
{
    auto is = in.first<member_detail>(by_id, now, who);
    if (!is)
        throw not_found({"회원", "this member"});
    return std::move(*is);
}

} // namespace

std::vector<member> find(db::connection& in, const filter& which, const cursor& after, std::int64_t limit)
{
    const auto as = text_of(which.as);
    const auto state = text_of(which.state);
    if (which.search.empty())
        return in.all<member>(by_name, after.key, after.id, as, state, limit);
    const auto [from, until] = identity::search_terms::of(which.search);
    if (in.first<std::int64_t>(count_found, from, until, few).value() < few)
        return in.all<member>(by_few, from, until, after.key, after.id, as, state, limit);
    return in.all<member>(by_many, after.key, after.id, as, state, from, until, limit);
}

member_detail show(db::connection& in, user_id who, timestamp now)
{
    auto shown = found(in, who, now);
    shown.last_administrator = identity::accounts::is_last_administrator(in, who);
    return shown;
}

void lock(db::connection& in, user_id by, user_id who, std::string_view reason, timestamp now)
{
    const auto is = found(in, who, now);
    if (by == who)
        throw conflict("own_account", boost::describe::enum_to_string(is.state, ""),
                       {"자신의 계정은 잠글 수 없습니다.", "You cannot lock your own account."});
    identity::accounts::must_not_be_last_administrator(in, who);
    identity::accounts::lock(in, who, by, reason, now);
}

void unlock(db::connection& in, user_id who, timestamp now)
{
    found(in, who, now);
    identity::accounts::unlock(in, who, now);
}

void make_administrator(db::connection& in, user_id who, timestamp now)
{
    const auto is = found(in, who, now);
    if (is.role == role::ADMIN)
        return;
    if (is.state != member_state::ACTIVE)
        throw conflict("cannot_sign_in", boost::describe::enum_to_string(is.state, ""),
                       {"로그인할 수 있는 계정만 운영자로 정할 수 있습니다.",
                        "Only somebody who can sign in can become an administrator."});
    if (is.role != role::NORMAL)
        throw conflict(
            "belongs_to_organisation", boost::describe::enum_to_string(is.role, ""),
            {"기관이나 기업에 속한 사람은 운영자가 될 수 없습니다. 먼저 소속을 정리하거나 다른 계정을 쓰세요.",
             "Somebody of an organisation cannot be an administrator; that has to end first, or take "
             "another account."});
    identity::accounts::set_standing(in, who, {role::ADMIN, {}, {}}, now);
}

void take_administrator(db::connection& in, user_id who, timestamp now)
{
    const auto is = found(in, who, now);
    if (is.role != role::ADMIN)
        return;
    identity::accounts::must_not_be_last_administrator(in, who);
    identity::accounts::set_standing(in, who, {role::NORMAL, {}, {}}, now);
}

} // namespace ahimmoyak::administration::members
