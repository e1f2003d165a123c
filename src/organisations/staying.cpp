#include "organisations/staying.hpp"

#include "base/problem.hpp"
#include "events/outbox.hpp"
#include "identity/accounts.hpp"
#include "organisations/directory.hpp"
#include "organisations/events.hpp"

namespace ahimmoyak::organisations {

namespace {

constexpr db::query member_of{
    "SELECT is_supervisor FROM affiliation WHERE company_id = $1 AND user_id = $2 AND state = 'APPROVED'"};
constexpr db::query another_supervisor{R"(
    SELECT user_id FROM affiliation
    WHERE company_id = $1 AND user_id <> $2 AND state = 'APPROVED' AND is_supervisor = TRUE LIMIT 1)"};
constexpr db::query remove_member{
    "DELETE FROM affiliation WHERE company_id = $1 AND user_id = $2 AND state = 'APPROVED'"};
constexpr db::query update_member{R"(
    UPDATE affiliation SET is_supervisor = $1, updated_at = $2
    WHERE company_id = $3 AND user_id = $4 AND state = 'APPROVED')"};
constexpr db::query remove_request{
    "DELETE FROM affiliation WHERE company_id = $1 AND user_id = $2 AND state = 'REQUESTED'"};

/// Whether the person is a supervisor of the company.
bool supervises_now(db::connection& in, company_id of, user_id who)
{
    const auto found = in.first<bool>(member_of, of, who);
    if (!found)
        throw not_found({"직원", "this employee"});
    return *found;
}

/// Writes run as if one after another, so of two supervisors who go at once the second is refused.
void must_not_be_last(db::connection& in, company_id of, user_id who)
{
    if (!in.first<user_id>(another_supervisor, of, who))
        throw conflict("last_supervisor", "SUPERVISOR",
                       {"회사의 마지막 담당자입니다. 먼저 다른 직원을 담당자로 지정하세요.",
                        "This is the company's last supervisor; make another employee a supervisor first."});
}

} // namespace

void end_affiliation(db::connection& in, company_id of, user_id who, std::optional<user_id> removed_by, timestamp now)
{
    if (supervises_now(in, of, who))
        must_not_be_last(in, of, who);
    in.run(remove_member, of, who);
    identity::accounts::set_standing(in, who, {role::NORMAL, {}, {}}, now);
    const auto person = identity::accounts::find_user(in, who);
    events::publish(in,
                    membership_ended{.company = of,
                                     .institution = {},
                                     .organisation_name = find_company(in, of).value().name,
                                     .user = who,
                                     .user_name = person.value().name,
                                     .removed = removed_by.has_value()},
                    who);
}

void set_supervisor(db::connection& in, company_id of, user_id who, bool supervises, timestamp now)
{
    const bool before = supervises_now(in, of, who);
    if (before == supervises)
        return;
    if (before)
        must_not_be_last(in, of, who);
    in.run(update_member, supervises, now, of, who);
    identity::accounts::set_standing(in, who, {supervises ? role::SUPERVISOR : role::EMPLOYEE, {}, of}, now);
    events::publish(in, supervision_changed{of, find_company(in, of).value().name, who, supervises},
                    "organisations:" + std::to_string(of.value));
}

void withdraw(db::connection& in, company_id from, user_id who)
{
    if (in.run(remove_request, from, who) == 0)
        throw not_found({"소속 신청", "this request"});
}

} // namespace ahimmoyak::organisations
