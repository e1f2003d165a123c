#pragma once

#include "base/clock.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// What an OpenID provider says of a person, and whether it may be believed.
namespace ahimmoyak::identity::providers {

/// A provider's published keys (a JSON Web Key Set), those of them that can sign an id token.
class key_set {
public:
    /// Keys of a kind that is not used here (encryption, other curves) are passed over, as RFC 7517
    /// asks. Throws std::invalid_argument when the text is no key set.
    explicit key_set(std::string_view json);
    ~key_set();
    key_set(key_set&&) noexcept;
    key_set& operator=(key_set&&) noexcept;

    std::size_t size() const { return keys_.size(); }

private:
    friend struct id_token_reader;
    struct key;
    std::vector<std::unique_ptr<key>> keys_;
};

enum class token_verdict {
    good,
    malformed,
    unknown_key, ///< the provider may have new keys: fetch them again
    wrong_signature,
    wrong_issuer,
    wrong_audience,
    expired,
    wrong_time, ///< issued in the future, or long ago
    wrong_nonce
};

struct expectation {
    std::string issuer;
    std::string client_id;
    std::string nonce;
};

struct external_person {
    std::string subject;
    std::string email; ///< empty: the provider has none
    bool email_verified = false;
    std::string name;
};

struct checked_token {
    token_verdict is = token_verdict::malformed;
    external_person who{}; ///< when good
};

/// Checks an id token by OpenID Connect Core 3.1.3.7: signature (RS256, ES256), iss, aud, azp, exp,
/// iat, nonce. Nothing of a token that is not good is given out.
checked_token check_id_token(std::string_view token, const key_set& by, const expectation& of, timestamp now);

} // namespace ahimmoyak::identity::providers
