#include "identity/resets.hpp"

#include "base/random.hpp"

#include <sodium.h>

namespace ahimmoyak::identity::resets {

namespace {

constexpr std::int64_t most_attempts = 5;
constexpr std::string_view alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

constexpr db::query asked{R"(
    INSERT INTO password_reset (email, attempts, expires_at, created_at, updated_at) VALUES ($1, 0, $2, $3, $3)
    ON CONFLICT (email) DO UPDATE SET user_id = NULL, code_hash = NULL, attempts = 0,
        expires_at = excluded.expires_at, updated_at = excluded.updated_at
    RETURNING id)"};
constexpr db::query awaiting{R"(
    SELECT u.id FROM password_reset r JOIN users u ON u.email = r.email
    WHERE r.id = $1 AND r.code_hash IS NULL AND r.expires_at > $2)"};
constexpr db::query put_code{"UPDATE password_reset SET user_id = $1, code_hash = $2, updated_at = $3 WHERE id = $4"};
constexpr db::query of_email{
    "SELECT id, user_id, code_hash, attempts, expires_at FROM password_reset WHERE email = $1"};
constexpr db::query count_attempt{"UPDATE password_reset SET attempts = attempts + 1, updated_at = $1 WHERE id = $2"};
constexpr db::query use_up{"DELETE FROM password_reset WHERE id = $1"};
constexpr db::query drop_of{"DELETE FROM password_reset WHERE user_id = $1 OR email = $2"};
constexpr db::query drop_old{"DELETE FROM password_reset WHERE expires_at <= $1"};

struct kept_reset {
    reset_id id;
    std::optional<user_id> user_id;
    std::optional<std::string> code_hash;
    std::int64_t attempts = 0;
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(kept_reset, (), (id, user_id, code_hash, attempts, expires_at))

// People write it in small letters and without the hyphen.
std::string hash_of(reset_id which, std::string_view code)
{
    std::string plain = std::to_string(which.value) + ":";
    for (const char c : code)
        if (c >= 'a' && c <= 'z')
            plain += static_cast<char>(c - 'a' + 'A');
        else if (c != '-' && c != ' ')
            plain += c;
    return hex(sha256(plain));
}

} // namespace

reset_id ask(db::connection& in, std::string_view email, timestamp now)
{
    return in.first<reset_id>(asked, email, now + lifetime, now).value();
}

std::optional<user_id> whom(db::connection& in, reset_id which, timestamp now)
{
    return in.first<user_id>(awaiting, which, now);
}

void put(db::connection& in, reset_id which, user_id who, std::string_view code, timestamp now)
{
    in.run(put_code, who, hash_of(which, code), now, which);
}

std::optional<user_id> take(db::connection& in, std::string_view email, std::string_view code, timestamp now)
{
    const auto kept = in.first<kept_reset>(of_email, email);
    if (!kept || kept->attempts >= most_attempts || kept->expires_at <= now)
        return std::nullopt;
    // Counted for an address that is nobody's too: the answer takes as long.
    if (!same_secret(kept->code_hash.value_or(""), hash_of(kept->id, code))) {
        in.run(count_attempt, now, kept->id);
        return std::nullopt;
    }
    in.run(use_up, kept->id);
    return kept->user_id;
}

void drop(db::connection& in, user_id who, std::string_view email) { in.run(drop_of, who, email); }

void tidy(db::connection& in, timestamp now) { in.run(drop_old, now); }

std::string make_code()
{
    std::string code;
    for (int i = 0; i < 8; ++i) {
        if (i == 4)
            code += '-';
        code += alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
    }
    return code;
}

} // namespace ahimmoyak::identity::resets
