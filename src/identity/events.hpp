#pragma once

#include "base/caller.hpp"

#include <boost/describe.hpp>

#include <string_view>

namespace ahimmoyak::identity {

struct reset_tag;
using reset_id = id<reset_tag>;

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

/// A new password is asked for by e-mail. Whether the address is somebody's is found out by who hears
/// this, so that who asked learns nothing from the time it takes.
struct password_reset_asked {
    static constexpr std::string_view event_name = "identity.password_reset_asked";
    reset_id reset;
};
BOOST_DESCRIBE_STRUCT(password_reset_asked, (), (reset))

} // namespace ahimmoyak::identity
