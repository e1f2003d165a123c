#pragma once

#include "base/caller.hpp"

#include <boost/describe.hpp>

#include <string_view>

namespace ahimmoyak::identity {

/// Somebody's role or organisation is another one now; what is remembered of it must be forgotten.
struct standing_changed {
    static constexpr std::string_view event_name = "identity.standing_changed";
    user_id user;
};
BOOST_DESCRIBE_STRUCT(standing_changed, (), (user))

/// A session was ended before its time; its access tokens must be refused from now on.
struct session_revoked {
    static constexpr std::string_view event_name = "identity.session_revoked";
    session_id session;
    user_id user;
};
BOOST_DESCRIBE_STRUCT(session_revoked, (), (session, user))

} // namespace ahimmoyak::identity
