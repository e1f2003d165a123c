#pragma once

#include "base/caller.hpp"
#include "base/clock.hpp"
#include "db/connection.hpp"
#include "db/pool.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ahimmoyak::identity {

struct session_lifetimes {
    std::chrono::milliseconds unused{std::chrono::hours{24 * 14}}; ///< a session ends after this long without a refresh
    std::chrono::milliseconds whole{std::chrono::hours{24 * 90}};  ///< and in any case after this long
    /// Two pages of one browser may send the same refresh token at the same moment. Within this time of
    /// its use a used token is refused without ending the session; later it ends the session.
    std::chrono::milliseconds race{10'000};
};

/// Sessions and their refresh tokens. A refresh token is 256 random bits, kept as its hash only, and
/// used once; a used one that comes back means that two parties hold it, which ends the session.
class sessions {
public:
    sessions(const clock& time, const session_lifetimes& lifetimes) : clock_{time}, lifetimes_{lifetimes} {}
    sessions(sessions&&) = delete;

    /// Opens a session; `refresh_token` is its first. In the caller's transaction. Throws the 403 `locked` for an
    /// account that is locked: whatever way of signing in there is ends here.
    session_id open(db::connection& in, user_id who, std::string_view address, std::string_view agent,
                    std::string_view refresh_token) const;

    enum class outcome { rotated, unknown, over, raced, reused };
    struct rotation {
        outcome is = outcome::unknown;
        session_id session{};
        user_id user{};
    };
    /// Takes one refresh token for the next. `reused` has revoked the session in this transaction:
    /// call note_revoked(session) after the commit.
    rotation rotate(db::connection& in, std::string_view old_token, std::string_view new_token) const;

    struct open_session {
        session_id id;
        std::string address;
        std::string agent;
        timestamp created_at{};
        timestamp seen_at{};
        BOOST_DESCRIBE_CLASS(open_session, (), (id, address, agent, created_at, seen_at), (), ())
    };
    /// The sessions of somebody that are not over, the latest seen first; a hundred at most.
    std::vector<open_session> open_of(db::connection& in, user_id who) const;

    /// Ends that session of this person; false when it is none of his open ones. After the commit call
    /// note_revoked().
    bool revoke_of(db::connection& in, user_id who, session_id which) const;

    /// Ends all sessions of somebody, but that one when given; after the commit call note_revoked() for each.
    std::vector<session_id> revoke_all(db::connection& in, user_id who, std::optional<session_id> but = {}) const;

    /// Ends a session; after the commit call note_revoked().
    void revoke(db::connection& in, session_id which) const;

    /// Its access tokens are refused from now on in this process. Thread-safe.
    void note_revoked(session_id which);
    bool is_revoked(session_id which) const;

    /// Reads what other processes or an earlier run revoked. `since`: the age of the oldest access
    /// token that may still be presented.
    void remember(db::connection& in, timestamp since);

    /// Deletes sessions that ended a day ago, with their tokens.
    void tidy(db::connection& in) const;

private:
    const clock& clock_;
    const session_lifetimes lifetimes_;
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::int64_t, timestamp> revoked_; ///< session and since when
};

} // namespace ahimmoyak::identity
