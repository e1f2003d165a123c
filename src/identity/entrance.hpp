#pragma once

#include "http/endpoint.hpp"
#include "identity/api.hpp"
#include "identity/cookies.hpp"

#include <optional>
#include <string>

/// What being known opens: a session, or the second step where the account has a second factor. Every way of
/// signing in ends here.
namespace ahimmoyak::identity {

/// Where somebody comes from, as the list of sessions shows it.
struct arrival {
    std::string address;
    std::string agent;
};
arrival arrival_of(const http::request& in);

/// The 403 while nobody may make an account by himself, whatever way he comes.
void check_sign_up_open(const module& m);

/// The second step of a sign-in is to be taken, with this ticket.
struct awaited_second_factor {
    std::string ticket;
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(awaited_second_factor, (), (ticket, expires_at))

struct entrance {
    std::optional<account> who; ///< whose session is open
    session_id session;
    std::string refresh_token;
    std::optional<awaited_second_factor> awaits; ///< instead of the session
};

/// In the transaction in which somebody has proved to be the owner of the account.
entrance enter(module& m, db::connection& in, user_id who, const arrival& from);

/// The session itself, for who has proved the second factor too.
entrance open_session(module& m, db::connection& in, user_id who, const arrival& from);

using entered = http::with_headers<http::either<account, http::accepted<awaited_second_factor>>>;
entered answer_of(const module& m, entrance&& done);

} // namespace ahimmoyak::identity
