#include "identity/second_factors.hpp"

#include "base/log.hpp"
#include "base/random.hpp"
#include "base/sealed.hpp"
#include "events/outbox.hpp"
#include "identity/events.hpp"
#include "identity/tickets.hpp"
#include "identity/totp.hpp"

#include <sodium.h>

#include <algorithm>

namespace ahimmoyak::identity {

namespace {

constexpr int codes_at_once = 10;
constexpr std::string_view recovery_alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

constexpr db::query put_begun{R"(
    INSERT INTO second_factor (user_id, secret, taken_step, created_at, updated_at) VALUES ($1, $2, 0, $3, $3)
    ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, taken_step = 0, confirmed_at = NULL,
        updated_at = excluded.updated_at)"};
constexpr db::query factor_of_user{"SELECT secret, confirmed_at, taken_step FROM second_factor WHERE user_id = $1"};
constexpr db::query enable_factor{
    "UPDATE second_factor SET confirmed_at = $1, taken_step = $2, updated_at = $1 WHERE user_id = $3"};
constexpr db::query take_factor_step{
    "UPDATE second_factor SET taken_step = $1, updated_at = $2 WHERE user_id = $3 AND taken_step < $1"};
constexpr db::query drop_factor{"DELETE FROM second_factor WHERE user_id = $1 RETURNING confirmed_at"};
constexpr db::query count_recovery{"SELECT CAST(COUNT(*) AS BIGINT) AS codes FROM recovery_code WHERE user_id = $1"};
constexpr db::query insert_recovery{
    "INSERT INTO recovery_code (user_id, code_hash, created_at, updated_at) VALUES ($1, $2, $3, $3)"};
constexpr db::query use_recovery{"DELETE FROM recovery_code WHERE user_id = $1 AND code_hash = $2"};
constexpr db::query drop_recovery{"DELETE FROM recovery_code WHERE user_id = $1"};

struct kept_factor {
    std::string secret;
    std::optional<timestamp> confirmed_at;
    std::int64_t taken_step = 0;
};
BOOST_DESCRIBE_STRUCT(kept_factor, (), (secret, confirmed_at, taken_step))

struct dropped_factor {
    std::optional<timestamp> confirmed_at;
};
BOOST_DESCRIBE_STRUCT(dropped_factor, (), (confirmed_at))

std::string place_of_factor(user_id who) { return "second factor of " + std::to_string(who.value); }

// As people type it: small letters, blanks, hyphens or none.
std::string as_typed(std::string_view code)
{
    std::string out;
    for (const char c : code)
        if (c >= 'a' && c <= 'z')
            out += static_cast<char>(c - 'a' + 'A');
        else if (c != '-' && c != ' ')
            out += c;
    return out;
}

bool all_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string make_recovery_code()
{
    std::string code;
    for (int i = 0; i < 10; ++i) {
        if (i == 5)
            code += '-';
        code += recovery_alphabet[randombytes_uniform(static_cast<std::uint32_t>(recovery_alphabet.size()))];
    }
    return code;
}

} // namespace

second_factors::second_factors(std::string_view key)
    : sealing_key_{hmac_sha256(key, "second factor: sealing")}, hashing_key_{hmac_sha256(key, "recovery code: hashing")}
{
}

second_factor_state second_factors::of(db::connection& in, user_id who)
{
    const auto kept = in.first<kept_factor>(factor_of_user, who);
    if (!kept || !kept->confirmed_at)
        return {};
    return {true, kept->confirmed_at, in.first<std::int64_t>(count_recovery, who).value()};
}

bool second_factors::enabled(db::connection& in, user_id who)
{
    const auto kept = in.first<kept_factor>(factor_of_user, who);
    return kept && kept->confirmed_at;
}

std::string second_factors::begin(db::connection& in, user_id who, timestamp now) const
{
    auto secret = totp::make_secret();
    in.run(put_begun, who, seal(sealing_key_, place_of_factor(who), secret), now);
    return secret;
}

std::optional<std::vector<std::string>> second_factors::confirm(db::connection& in, user_id who, std::string_view code,
                                                                timestamp now) const
{
    const auto kept = in.first<kept_factor>(factor_of_user, who);
    const auto step = kept ? step_of(who, kept->secret, as_typed(code), kept->taken_step, now) : std::nullopt;
    if (!step)
        return std::nullopt;
    in.run(enable_factor, now, *step, who);
    events::publish(in, standing_changed{who}, who);
    return make_recovery_codes(in, who, now);
}

second_factors::proof second_factors::take(db::connection& in, user_id who, std::string_view code, timestamp now) const
{
    const auto kept = in.first<kept_factor>(factor_of_user, who);
    if (!kept || !kept->confirmed_at)
        return proof::none;
    const auto given = as_typed(code);
    if (given.size() == 6 && all_digits(given)) {
        const auto step = step_of(who, kept->secret, given, kept->taken_step, now);
        return step && in.run(take_factor_step, *step, now, who) == 1 ? proof::code : proof::none;
    }
    return in.run(use_recovery, who, hash_of(who, given)) == 1 ? proof::recovery_code : proof::none;
}

std::vector<std::string> second_factors::make_recovery_codes(db::connection& in, user_id who, timestamp now) const
{
    in.run(drop_recovery, who);
    std::vector<std::string> codes;
    for (int i = 0; i < codes_at_once; ++i) {
        codes.push_back(make_recovery_code());
        in.run(insert_recovery, who, hash_of(who, as_typed(codes.back())), now);
    }
    return codes;
}

bool second_factors::remove(db::connection& in, user_id who)
{
    in.run(drop_recovery, who);
    tickets::drop(in, who);
    const auto gone = in.first<dropped_factor>(drop_factor, who);
    if (!gone || !gone->confirmed_at)
        return false;
    events::publish(in, standing_changed{who}, who);
    return true;
}

std::optional<std::int64_t> second_factors::step_of(user_id who, std::string_view sealed, std::string_view code,
                                                    std::int64_t taken, timestamp now) const
{
    const auto secret = unseal(sealing_key_, place_of_factor(who), sealed);
    if (!secret)
        log::error("a second factor cannot be read: accounts.key is not the one it was made with",
                   {{"user", who.value}});
    return secret ? totp::step_of(*secret, code, taken, now) : std::nullopt;
}

// Fifty bits could be guessed from a plain hash by who has the database; not without the key.
std::string second_factors::hash_of(user_id who, std::string_view recovery_code) const
{
    return hex(hmac_sha256(hashing_key_, std::to_string(who.value) + ":" + std::string{recovery_code}));
}

} // namespace ahimmoyak::identity
