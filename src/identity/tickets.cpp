#include "identity/tickets.hpp"

#include "base/random.hpp"

namespace ahimmoyak::identity::tickets {

namespace {

constexpr db::query insert{R"(
    INSERT INTO signin_ticket (hash, user_id, attempts, expires_at, created_at, updated_at)
    VALUES ($1, $2, 0, $3, $4, $4))"};
constexpr db::query owner_of{"SELECT user_id FROM signin_ticket WHERE hash = $1 AND attempts < $2 AND expires_at > $3"};
constexpr db::query count_attempt{
    "UPDATE signin_ticket SET attempts = attempts + 1, updated_at = $1 WHERE hash = $2 RETURNING attempts"};
constexpr db::query drop_one{"DELETE FROM signin_ticket WHERE hash = $1"};
constexpr db::query drop_of{"DELETE FROM signin_ticket WHERE user_id = $1"};
constexpr db::query drop_old{"DELETE FROM signin_ticket WHERE expires_at <= $1"};

std::string hash_of(std::string_view ticket) { return hex(sha256(ticket)); }

} // namespace

std::string issue(db::connection& in, user_id who, timestamp now)
{
    auto ticket = random_token(32);
    in.run(insert, hash_of(ticket), who, now + lifetime, now);
    return ticket;
}

std::optional<user_id> owner(db::connection& in, std::string_view ticket, timestamp now)
{
    return in.first<user_id>(owner_of, hash_of(ticket), most_attempts, now);
}

bool fail(db::connection& in, std::string_view ticket, timestamp now)
{
    return in.first<std::int64_t>(count_attempt, now, hash_of(ticket)) == most_attempts;
}

void use_up(db::connection& in, std::string_view ticket) { in.run(drop_one, hash_of(ticket)); }

void drop(db::connection& in, user_id who) { in.run(drop_of, who); }

void tidy(db::connection& in, timestamp now) { in.run(drop_old, now); }

} // namespace ahimmoyak::identity::tickets
