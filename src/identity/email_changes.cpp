#include "identity/email_changes.hpp"

#include "base/random.hpp"

namespace ahimmoyak::identity::email_changes {

namespace {

constexpr std::int64_t most_attempts = 5;

constexpr db::query replace{R"(
    INSERT INTO email_change (user_id, email, code_hash, attempts, expires_at, created_at, updated_at)
    VALUES ($1, $2, $3, 0, $4, $5, $5)
    ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, code_hash = excluded.code_hash, attempts = 0,
        expires_at = excluded.expires_at, updated_at = excluded.updated_at)"};
constexpr db::query of_user{"SELECT email, code_hash, attempts, expires_at FROM email_change WHERE user_id = $1"};
constexpr db::query count_attempt{
    "UPDATE email_change SET attempts = attempts + 1, updated_at = $1 WHERE user_id = $2"};
constexpr db::query drop_one{"DELETE FROM email_change WHERE user_id = $1"};
constexpr db::query drop_old{"DELETE FROM email_change WHERE expires_at <= $1"};

struct kept_change {
    std::string email;
    std::string code_hash;
    std::int64_t attempts = 0;
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(kept_change, (), (email, code_hash, attempts, expires_at))

// With the address in it: a code says nothing about another one.
std::string hash_of(user_id who, std::string_view email, std::string_view code)
{
    return hex(sha256(std::to_string(who.value) + ":" + std::string{email} + ":" + std::string{code}));
}

} // namespace

void put(db::connection& in, user_id who, std::string_view email, std::string_view code, timestamp now)
{
    in.run(replace, who, email, hash_of(who, email, code), now + lifetime, now);
}

std::optional<std::string> take(db::connection& in, user_id who, std::string_view code, timestamp now)
{
    auto kept = in.first<kept_change>(of_user, who);
    if (!kept || kept->attempts >= most_attempts || kept->expires_at <= now)
        return std::nullopt;
    if (!same_secret(kept->code_hash, hash_of(who, kept->email, code))) {
        in.run(count_attempt, now, who);
        return std::nullopt;
    }
    in.run(drop_one, who);
    return std::move(kept->email);
}

void drop(db::connection& in, user_id who) { in.run(drop_one, who); }

void tidy(db::connection& in, timestamp now) { in.run(drop_old, now); }

} // namespace ahimmoyak::identity::email_changes
