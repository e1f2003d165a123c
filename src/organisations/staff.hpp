#pragma once

#include "base/cursor.hpp"
#include "db/connection.hpp"
#include "organisations/invitation.hpp"
#include "organisations/invitations.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The managers of an institution and those who are invited to be. In the caller's transaction; after
/// the commit of what changes somebody's standing, identity's standings must forget that person.
namespace ahimmoyak::organisations {

struct staff_invitation_tag;
using staff_invitation_id = id<staff_invitation_tag>;

/// One who belongs to an institution.
struct staff_member {
    user_id user_id;
    std::string username;
    std::string name;
    std::string email;
    timestamp since{};
};
BOOST_DESCRIBE_STRUCT(staff_member, (), (user_id, username, name, email, since))

struct new_staff_member {
    text<1, 20> name;
    ahimmoyak::email email;
};
BOOST_DESCRIBE_STRUCT(new_staff_member, (), (name, email))

struct staff_invitation {
    staff_invitation_id id;
    std::string name;
    std::string email;
    invitation_state state{};
    timestamp sent_at{};
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(staff_invitation, (), (id, name, email, state, sent_at, expires_at))

/// By name.
std::vector<staff_member> staff_of(db::connection& in, institution_id of, const cursor& after, std::int64_t limit);

/// Ends that a person belongs to an institution; `removed_by` is empty when the person leaves. 404 for who is
/// none of its managers, 409 for the last one.
void end_staff(db::connection& in, institution_id of, user_id who, std::optional<user_id> removed_by, timestamp now);

/// Invites somebody. 422 for who belongs to an organisation or is invited already, 409 when too many wait.
staff_invitation invite_staff(db::connection& in, institution_id by, const new_staff_member& whom,
                              std::string_view token, timestamp now);
/// By name.
std::vector<staff_invitation> staff_invitations_of(db::connection& in, institution_id by, const cursor& after,
                                                   std::int64_t limit, timestamp now);
/// Gives an invitation another token and another fortnight. 404 for a stranger's.
staff_invitation renew_staff(db::connection& in, institution_id by, staff_invitation_id which, std::string_view token,
                             timestamp now);
/// 404 for a stranger's.
void take_back_staff(db::connection& in, institution_id by, staff_invitation_id which);
/// The invitation is answered: it is gone, and the person, who was free until now, a manager.
void accept_staff(db::connection& in, institution_id by, staff_invitation_id which, user_id who, timestamp now);

void tidy_staff_invitations(db::connection& in, timestamp now);

} // namespace ahimmoyak::organisations
