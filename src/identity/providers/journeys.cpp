#include "identity/providers/journeys.hpp"

#include "base/random.hpp"

namespace ahimmoyak::identity::providers::journeys {

namespace {

constexpr db::query insert{R"(
    INSERT INTO external_journey (state_hash, browser_hash, provider, what_for, nonce, verifier, next, user_id,
        session_id, expires_at, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11))"};
constexpr db::query take{R"(
    DELETE FROM external_journey WHERE state_hash = $1 AND browser_hash = $2 AND provider = $3
    RETURNING provider, what_for, nonce, verifier, next, user_id, session_id, expires_at)"};
constexpr db::query drop_old{"DELETE FROM external_journey WHERE expires_at <= $1"};

constexpr db::query insert_arrival{R"(
    INSERT INTO external_arrival (browser_hash, provider, subject, email, email_verified, name, next, expires_at,
        created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9))"};
constexpr db::query arrival_of{R"(
    SELECT provider, subject, email, email_verified, name, next, expires_at, created_at
    FROM external_arrival WHERE browser_hash = $1 AND expires_at > $2)"};
constexpr db::query drop_arrival{"DELETE FROM external_arrival WHERE browser_hash = $1"};
constexpr db::query drop_old_arrivals{"DELETE FROM external_arrival WHERE expires_at <= $1"};

std::string hash_of(std::string_view secret) { return hex(sha256(secret)); }

} // namespace

void begin(db::connection& in, const journey& what, std::string_view state, std::string_view browser, timestamp now)
{
    // Most journeys that end nowhere are no longer than this.
    in.run(drop_old, now);
    in.run(insert, hash_of(state), hash_of(browser), what.provider, what.what_for, what.nonce, what.verifier, what.next,
           what.user_id, what.session_id, now + lifetime, now);
}

std::optional<journey> end(db::connection& in, std::string_view provider, std::string_view state,
                           std::string_view browser, timestamp now)
{
    auto found = in.first<journey>(take, hash_of(state), hash_of(browser), provider);
    if (found && found->expires_at <= now)
        found.reset();
    return found;
}

void arrive(db::connection& in, const arrival& who, std::string_view browser)
{
    in.run(insert_arrival, hash_of(browser), who.provider, who.subject, who.email, who.email_verified, who.name,
           who.next, who.expires_at, who.created_at);
}

std::optional<arrival> arrived(db::connection& in, std::string_view browser, timestamp now)
{
    if (browser.empty())
        return std::nullopt;
    return in.first<arrival>(arrival_of, hash_of(browser), now);
}

void settle(db::connection& in, std::string_view browser) { in.run(drop_arrival, hash_of(browser)); }

void tidy(db::connection& in, timestamp now)
{
    in.run(drop_old, now);
    in.run(drop_old_arrivals, now);
}

} // namespace ahimmoyak::identity::providers::journeys
