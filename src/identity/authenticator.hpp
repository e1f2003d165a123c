#pragma once

#include "base/clock.hpp"
#include "http/router.hpp"
#include "identity/account.hpp"
#include "identity/keys.hpp"
#include "identity/sessions.hpp"
#include "identity/standings.hpp"

#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace ahimmoyak::identity {

/// What an access or id token says (RFC 7519); times in seconds since 1970.
struct token_claims {
    std::string iss;
    std::string aud;
    std::string sub;      ///< the user's id
    std::int64_t sid = 0; ///< the session's id
    std::string use;      ///< "access" or "id": one is never taken for the other
    ahimmoyak::role role{};
    std::int64_t iat = 0;
    std::int64_t exp = 0;
    std::optional<std::string> name;               ///< id token
    std::optional<std::string> email;              ///< id token
    std::optional<std::string> preferred_username; ///< id token, a claim of OpenID Connect
};
BOOST_DESCRIBE_STRUCT(token_claims, (), (iss, aud, sub, sid, use, role, iat, exp, name, email, preferred_username))

/// Makes the tokens of a session and knows who is behind a request that carries one: as
/// `Authorization: Bearer`, or else as the cookie access_token. A token is verified once and then
/// remembered by a keyed hash until it expires; whether its session is revoked and what its owner may
/// do now is asked of memory at every request. Thread-safe.
class authenticator final : public http::authenticator {
public:
    authenticator(keys& by, const sessions& all, standings& current, const clock& time, std::string issuer,
                  std::chrono::seconds access_lifetime, bool administrators_need_second_factor);

    task<std::optional<caller>> authenticate(const http::request& in) override;

    /// The session that the request's access token belongs to, even if the token has expired: for
    /// signing out.
    std::optional<session_id> session_of(const http::request& in) const;

    std::string access_token(const account& of, session_id in) const;
    std::string id_token(const account& of, session_id in) const;

private:
    struct digest {
        std::array<unsigned char, 16> bytes{};
        bool operator==(const digest&) const = default;
    };
    struct digest_hash {
        std::size_t operator()(const digest& of) const;
    };
    struct known_token {
        user_id user;
        session_id session;
        timestamp expires_at{};
        std::uint64_t generation = 0; ///< of the keys, when it was verified
    };
    struct alignas(64) shard {
        std::mutex mutex;
        std::unordered_map<digest, known_token, digest_hash> known;
    };

    digest digest_of(std::string_view token) const;
    task<std::optional<known_token>> look_at(std::string_view token, bool again);
    std::optional<known_token> read_claims(const std::string& payload) const;
    std::string token(const account& of, session_id in, std::string_view use) const;

    keys& keys_;
    const sessions& sessions_;
    standings& standings_;
    const clock& clock_;
    const std::string issuer_;
    const std::chrono::seconds access_lifetime_;
    const bool administrators_need_second_factor_;
    std::array<unsigned char, 16> secret_; ///< of the digests: nobody outside can find two alike
    std::array<shard, 16> shards_;
};

} // namespace ahimmoyak::identity
