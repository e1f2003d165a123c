#pragma once

#include "db/connection.hpp"
#include "identity/account.hpp"

#include <string>
#include <vector>

/// What this module keeps of a person, for the person.
namespace ahimmoyak::organisations {

struct belonging {
    std::string organisation;
    std::string as; ///< SUPERVISOR, EMPLOYEE, MANAGER, or REQUESTED
    timestamp since{};
};
BOOST_DESCRIBE_STRUCT(belonging, (), (organisation, as, since))

std::vector<belonging> belongings_of(db::connection& in, user_id who);

/// Ends all of them and takes back what was asked or offered. 409 for the last supervisor of a company and the
/// last manager of an institution. After the commit identity's standings must forget the person.
void end_belongings(db::connection& in, const identity::person& who, timestamp now);

} // namespace ahimmoyak::organisations
