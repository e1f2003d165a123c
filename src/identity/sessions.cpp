#include "identity/sessions.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"
#include "events/outbox.hpp"
#include "identity/events.hpp"

#include <algorithm>
#include <mutex>

namespace ahimmoyak::identity {

namespace {

constexpr db::query let_in{"UPDATE users SET signed_in_at = $1 WHERE id = $2 AND locked_at IS NULL"};
constexpr db::query insert_session{R"(
    INSERT INTO session (user_id, address, agent, seen_at, expires_at, ends_at, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $4, $4) RETURNING id)"};
constexpr db::query insert_token{
    "INSERT INTO refresh_token (hash, session_id, created_at, updated_at) VALUES ($1, $2, $3, $3)"};
constexpr db::query find_token{R"(
    SELECT t.session_id, t.used_at, s.user_id, s.expires_at, s.ends_at, s.revoked_at
    FROM refresh_token t JOIN session s ON s.id = t.session_id WHERE t.hash = $1)"};
constexpr db::query use_token{"UPDATE refresh_token SET used_at = $1, updated_at = $1 WHERE hash = $2"};
constexpr db::query renew{"UPDATE session SET seen_at = $1, expires_at = $2, updated_at = $1 WHERE id = $3"};
constexpr db::query end{R"(
    UPDATE session SET revoked_at = $1, updated_at = $1 WHERE id = $2 AND revoked_at IS NULL RETURNING user_id)"};
constexpr db::query open_sessions{R"(
    SELECT id, address, agent, created_at, seen_at FROM session
    WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND ends_at > $2
    ORDER BY seen_at DESC, id DESC LIMIT 100)"};
constexpr db::query end_one{R"(
    UPDATE session SET revoked_at = $1, updated_at = $1
    WHERE id = $2 AND user_id = $3 AND revoked_at IS NULL AND expires_at > $1 AND ends_at > $1)"};
// No session has the id 0: it stands for none that is left out.
constexpr db::query end_all{R"(
    UPDATE session SET revoked_at = $1, updated_at = $1
    WHERE user_id = $2 AND id <> $3 AND revoked_at IS NULL RETURNING id)"};
constexpr db::query revoked_since{"SELECT id, revoked_at FROM session WHERE revoked_at >= $1"};
constexpr db::query drop_old{"DELETE FROM session WHERE expires_at < $1 OR revoked_at < $1"};

struct found_token {
    session_id session_id;
    std::optional<timestamp> used_at;
    user_id user_id;
    timestamp expires_at{};
    timestamp ends_at{};
    std::optional<timestamp> revoked_at;
};
BOOST_DESCRIBE_STRUCT(found_token, (), (session_id, used_at, user_id, expires_at, ends_at, revoked_at))

struct revoked_session {
    session_id id;
    timestamp revoked_at{};
};
BOOST_DESCRIBE_STRUCT(revoked_session, (), (id, revoked_at))

std::string hash_of(std::string_view token) { return hex(sha256(token)); }

} // namespace

session_id sessions::open(db::connection& in, user_id who, std::string_view address, std::string_view agent,
                          std::string_view refresh_token) const
{
    const auto now = clock_.now();
    if (in.run(let_in, now, who) == 0)
        throw problem{403,
                      "locked",
                      {"운영자가 잠근 계정입니다. 운영자에게 문의하세요.",
                       "The administrator has locked this account; ask there."}};
    const auto made =
        in.first<session_id>(insert_session, who, address, agent, now, now + lifetimes_.unused, now + lifetimes_.whole)
            .value();
    in.run(insert_token, hash_of(refresh_token), made, now);
    return made;
}

sessions::rotation sessions::rotate(db::connection& in, std::string_view old_token, std::string_view new_token) const
{
    const auto now = clock_.now();
    const auto hash = hash_of(old_token);
    const auto found = in.first<found_token>(find_token, hash);
    if (!found)
        return {};
    rotation result{outcome::rotated, found->session_id, found->user_id};
    if (found->revoked_at || found->expires_at <= now || found->ends_at <= now) {
        result.is = outcome::over;
    } else if (found->used_at && now - *found->used_at < lifetimes_.race) {
        result.is = outcome::raced;
    } else if (found->used_at) {
        result.is = outcome::reused;
        revoke(in, found->session_id);
    } else {
        in.run(use_token, now, hash);
        in.run(insert_token, hash_of(new_token), found->session_id, now);
        in.run(renew, now, std::min(now + lifetimes_.unused, found->ends_at), found->session_id);
    }
    return result;
}

void sessions::revoke(db::connection& in, session_id which) const
{
    if (const auto owner = in.first<user_id>(end, clock_.now(), which))
        events::publish(in, session_revoked{which, *owner}, which);
}

std::vector<sessions::open_session> sessions::open_of(db::connection& in, user_id who) const
{
    return in.all<open_session>(open_sessions, who, clock_.now());
}

bool sessions::revoke_of(db::connection& in, user_id who, session_id which) const
{
    if (in.run(end_one, clock_.now(), which, who) == 0)
        return false;
    events::publish(in, session_revoked{which, who}, which);
    return true;
}

std::vector<session_id> sessions::revoke_all(db::connection& in, user_id who, std::optional<session_id> but) const
{
    auto ended = in.all<session_id>(end_all, clock_.now(), who, but.value_or(session_id{}));
    for (const auto each : ended)
        events::publish(in, session_revoked{each, who}, each);
    return ended;
}

void sessions::note_revoked(session_id which)
{
    const auto now = clock_.now();
    const std::unique_lock lock{mutex_};
    // After a day no access token of the session is left that would need refusing.
    if (revoked_.size() >= 10'000)
        std::erase_if(revoked_, [&](const auto& each) { return now - each.second > std::chrono::hours{24}; });
    revoked_.emplace(which.value, now);
}

bool sessions::is_revoked(session_id which) const
{
    const std::shared_lock lock{mutex_};
    return revoked_.contains(which.value);
}

void sessions::remember(db::connection& in, timestamp since)
{
    const auto all = in.all<revoked_session>(revoked_since, since);
    const std::unique_lock lock{mutex_};
    for (const auto& each : all)
        revoked_.emplace(each.id.value, each.revoked_at);
}

void sessions::tidy(db::connection& in) const { in.run(drop_old, clock_.now() - std::chrono::hours{24}); }

} // namespace ahimmoyak::identity
