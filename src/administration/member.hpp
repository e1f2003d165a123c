#pragma once

#include "base/caller.hpp"
#include "base/values.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>

namespace ahimmoyak::administration {

/// UNCONFIRMED: the code of the sign-up has not come back yet. LOCKED goes before it.
enum class member_state : std::uint8_t { ACTIVE, UNCONFIRMED, LOCKED };
BOOST_DESCRIBE_ENUM(member_state, ACTIVE, UNCONFIRMED, LOCKED)

/// Somebody with an account, in a list.
struct member {
    user_id user_id;
    std::string username;
    std::string name;
    std::string email;
    ahimmoyak::role role{};
    member_state state{};
    std::optional<std::string> organisation_name;
    bool second_factor = false; ///< signing in takes a second step
    timestamp created_at{};
    std::optional<timestamp> signed_in_at; ///< the last time; nothing: never
};
BOOST_DESCRIBE_STRUCT(member, (),
                      (user_id, username, name, email, role, state, organisation_name, second_factor, created_at,
                       signed_in_at))

/// The same on a page of its own.
struct member_detail : member {
    std::optional<std::string> phone;
    std::optional<ahimmoyak::institution_id> institution_id;
    std::optional<ahimmoyak::company_id> company_id;
    std::optional<timestamp> locked_at;
    std::optional<std::string> locked_by_name;
    std::optional<std::string> lock_reason;
    std::int64_t session_count = 0;  ///< where the person is signed in now
    bool last_administrator = false; ///< without whom nobody could run the installation
};
BOOST_DESCRIBE_STRUCT(member_detail, (member),
                      (phone, institution_id, company_id, locked_at, locked_by_name, lock_reason, session_count,
                       last_administrator))

} // namespace ahimmoyak::administration
