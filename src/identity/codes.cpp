#include "identity/codes.hpp"

#include "base/random.hpp"

namespace ahimmoyak::identity::codes {

namespace {

constexpr std::int64_t most_attempts = 5;

constexpr db::query replace{R"(
    INSERT INTO email_code (user_id, code_hash, attempts, expires_at, created_at, updated_at)
    VALUES ($1, $2, 0, $3, $4, $4)
    ON CONFLICT (user_id) DO UPDATE SET code_hash = excluded.code_hash, attempts = 0,
        expires_at = excluded.expires_at, updated_at = excluded.updated_at)"};
constexpr db::query of_email{R"(
    SELECT c.user_id, c.code_hash, c.attempts, c.expires_at
    FROM email_code c JOIN users u ON u.id = c.user_id WHERE u.email = $1)"};
constexpr db::query count_attempt{"UPDATE email_code SET attempts = attempts + 1, updated_at = $1 WHERE user_id = $2"};
constexpr db::query confirm_user{
    "UPDATE users SET confirmed = TRUE, updated_at = $1 WHERE id = $2 AND confirmed = FALSE"};
constexpr db::query unconfirmed{"SELECT id FROM users WHERE email = $1 AND confirmed = FALSE"};
// The account's age is counted from the last code, so that somebody who is at it keeps it.
constexpr db::query touch{"UPDATE users SET updated_at = $1 WHERE id = $2"};

struct kept_code {
    user_id user_id;
    std::string code_hash;
    std::int64_t attempts = 0;
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(kept_code, (), (user_id, code_hash, attempts, expires_at))

std::string hash_of(user_id who, std::string_view code)
{
    return hex(sha256(std::to_string(who.value) + ":" + std::string{code}));
}

} // namespace

void put(db::connection& in, user_id who, std::string_view code, timestamp now)
{
    in.run(replace, who, hash_of(who, code), now + lifetime, now);
    in.run(touch, now, who);
}

bool confirm(db::connection& in, std::string_view email, std::string_view code, timestamp now)
{
    const auto kept = in.first<kept_code>(of_email, email);
    if (!kept || kept->attempts >= most_attempts || kept->expires_at <= now)
        return false;
    if (!same_secret(kept->code_hash, hash_of(kept->user_id, code))) {
        in.run(count_attempt, now, kept->user_id);
        return false;
    }
    in.run(confirm_user, now, kept->user_id);
    return true;
}

std::optional<user_id> awaited(db::connection& in, std::string_view email)
{
    return in.first<user_id>(unconfirmed, email);
}

} // namespace ahimmoyak::identity::codes
