#include "organisations/personal_data.hpp"

#include "identity/accounts.hpp"
#include "organisations/staff.hpp"
#include "organisations/staying.hpp"

namespace ahimmoyak::organisations {

namespace {

constexpr db::query all_belongings{R"(
    SELECT c.name AS organisation,
           CASE WHEN a.state = 'REQUESTED' THEN 'REQUESTED' WHEN a.is_supervisor = TRUE THEN 'SUPERVISOR'
                ELSE 'EMPLOYEE' END AS "as",
           a.created_at AS since
    FROM affiliation a JOIN company c ON c.id = a.company_id WHERE a.user_id = $1
    UNION ALL
    SELECT i.name, 'MANAGER', m.created_at FROM manager m JOIN institution i ON i.id = m.institution_id
    WHERE m.user_id = $1)"};
constexpr db::query withdraw_all{"DELETE FROM affiliation WHERE user_id = $1 AND state = 'REQUESTED'"};
constexpr db::query drop_invitations{"DELETE FROM invitation WHERE email = $1"};
constexpr db::query drop_staff_invitations{"DELETE FROM staff_invitation WHERE email = $1"};

} // namespace

std::vector<belonging> belongings_of(db::connection& in, user_id who) { return in.all<belonging>(all_belongings, who); }

void end_belongings(db::connection& in, const identity::person& who, timestamp now)
{
    const auto is = identity::accounts::standing_of(in, who.id);
    if (is && is->company)
        end_affiliation(in, *is->company, who.id, {}, now);
    if (is && is->institution)
        end_staff(in, *is->institution, who.id, {}, now);
    in.run(withdraw_all, who.id);
    in.run(drop_invitations, who.email);
    in.run(drop_staff_invitations, who.email);
}

} // namespace ahimmoyak::organisations
