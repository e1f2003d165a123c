#include "identity/authenticator.hpp"

#include "base/problem.hpp"

#include <sodium.h>

#include <charconv>
#include <cstring>
#include <stdexcept>

namespace ahimmoyak::identity {

namespace {

constexpr std::string_view audience = "ahimmoyak";
constexpr std::size_t most_tokens_in_shard = 4096;
constexpr std::size_t longest_token = 4096;
// By how much the clocks of two machines may differ.
constexpr std::chrono::minutes clock_skew{5};

std::int64_t seconds_of(timestamp at)
{
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

// A request with an Authorization header is never taken by its cookie: it has passed no Origin check.
std::string_view token_in(const http::request& in)
{
    if (in.count("authorization") == 0)
        return in.cookie("access_token");
    const auto header = in.header("authorization");
    constexpr std::string_view scheme = "bearer ";
    if (in.count("authorization") != 1 || header.size() <= scheme.size())
        return {};
    for (std::size_t i = 0; i < scheme.size(); ++i)
        if ((header[i] | 0x20) != (scheme[i] | 0x20))
            return {};
    return header.substr(scheme.size());
}

} // namespace

authenticator::authenticator(keys& by, const sessions& all, standings& current, const clock& time, std::string issuer,
                             std::chrono::seconds access_lifetime, bool administrators_need_second_factor)
    : keys_{by}, sessions_{all}, standings_{current}, clock_{time}, issuer_{std::move(issuer)},
      access_lifetime_{access_lifetime}, administrators_need_second_factor_{administrators_need_second_factor}
{
    if (sodium_init() < 0)
        throw std::runtime_error{"libsodium has no source of randomness"};
    randombytes_buf(secret_.data(), secret_.size());
}

std::size_t authenticator::digest_hash::operator()(const digest& of) const
{
    std::size_t out = 0;
    std::memcpy(&out, of.bytes.data(), sizeof out);
    return out;
}

authenticator::digest authenticator::digest_of(std::string_view token) const
{
    digest made;
    static_assert(sizeof made.bytes == crypto_shorthash_siphashx24_BYTES);
    static_assert(sizeof secret_ == crypto_shorthash_siphashx24_KEYBYTES);
    crypto_shorthash_siphashx24(made.bytes.data(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                                secret_.data());
    return made;
}

task<std::optional<caller>> authenticator::authenticate(const http::request& in)
{
    const auto token = token_in(in);
    if (token.empty() || token.size() > longest_token)
        co_return std::nullopt;
    const auto mark = digest_of(token);
    auto& among = shards_[mark.bytes[15] % shards_.size()];
    const auto now = clock_.now();
    const auto generation = keys_.generation();
    std::optional<known_token> known;
    {
        const std::lock_guard lock{among.mutex};
        if (const auto found = among.known.find(mark);
            found != among.known.end() && found->second.generation == generation)
            known = found->second;
    }
    if (!known) {
        known = co_await look_at(token, true);
        if (known && known->expires_at > now) {
            known->generation = generation;
            const std::lock_guard lock{among.mutex};
            if (among.known.size() >= most_tokens_in_shard)
                std::erase_if(among.known, [&](const auto& each) { return each.second.expires_at <= now; });
            if (among.known.size() >= most_tokens_in_shard)
                among.known.clear();
            among.known.insert_or_assign(mark, *known);
        }
    }
    if (!known || known->expires_at <= now || sessions_.is_revoked(known->session))
        co_return std::nullopt;
    auto is = standings_.known(known->user);
    if (!is)
        is = co_await standings_.of(known->user);
    if (!is)
        co_return std::nullopt;
    const bool lacks = administrators_need_second_factor_ && is->as == role::ADMIN && !is->second_factor;
    co_return caller{known->user, known->session, is->as, is->institution, is->company, lacks};
}

task<std::optional<authenticator::known_token>> authenticator::look_at(std::string_view token, bool again)
{
    auto checked = keys_.verify(token);
    if (checked.is == keys::verdict::unknown_key && again && co_await keys_.look_again())
        checked = keys_.verify(token);
    if (checked.is != keys::verdict::good)
        co_return std::nullopt;
    co_return read_claims(checked.payload);
}

std::optional<authenticator::known_token> authenticator::read_claims(const std::string& payload) const
{
    try {
        const auto claims = json::decode<token_claims>(payload);
        std::int64_t user = 0;
        const auto* const end = claims.sub.data() + claims.sub.size();
        const auto parsed = std::from_chars(claims.sub.data(), end, user);
        const bool of_the_future = timestamp{std::chrono::seconds{claims.iat}} > clock_.now() + clock_skew;
        if (of_the_future || claims.iss != issuer_ || claims.aud != audience || claims.use != "access" || parsed.ec != std::errc{} ||
            parsed.ptr != end)
            return std::nullopt;
        return known_token{{user}, {claims.sid}, timestamp{std::chrono::seconds{claims.exp}}, 0};
    } catch (const problem&) {
        // Signed by us, but of another version of the program: the page refreshes it.
        return std::nullopt;
    }
}

std::optional<session_id> authenticator::session_of(const http::request& in) const
{
    const auto checked = keys_.verify(token_in(in));
    if (checked.is != keys::verdict::good)
        return std::nullopt;
    const auto known = read_claims(checked.payload);
    return known ? std::optional{known->session} : std::nullopt;
}

std::string authenticator::token(const account& of, session_id in, std::string_view use) const
{
    const auto now = clock_.now();
    token_claims claims{issuer_, std::string{audience}, std::to_string(of.user_id.value),   in.value, std::string{use},
                        of.role, seconds_of(now),       seconds_of(now + access_lifetime_), {},       {},
                        {}};
    if (use == "id") {
        claims.name = of.name;
        claims.email = of.email;
        claims.preferred_username = of.username;
    }
    return keys_.sign(json::encode(claims));
}

std::string authenticator::access_token(const account& of, session_id in) const { return token(of, in, "access"); }
std::string authenticator::id_token(const account& of, session_id in) const { return token(of, in, "id"); }

} // namespace ahimmoyak::identity
