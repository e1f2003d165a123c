#pragma once

#include "base/clock.hpp"
#include "base/rate_limiter.hpp"
#include "identity/providers/id_token.hpp"
#include "identity/providers/provider.hpp"
#include "identity/providers/web.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace ahimmoyak::identity::providers {

/// Why somebody does not come in by a provider, as the page that tells him knows it.
enum class obstacle : std::uint8_t {
    unreachable, ///< the provider is away, slow, or talks nonsense
    refused,     ///< it does not know the code, or us
    untrusted,   ///< what it says of the person cannot be believed
    busy         ///< too many wait for an answer
};

struct not_let_in : std::runtime_error {
    not_let_in(obstacle which, const std::string& why) : std::runtime_error{why}, is{which} {}
    obstacle is; ///< what() is for the log
};

/// The secrets of one way to the provider and back.
struct passage {
    std::string state;
    std::string nonce;
    std::string verifier; ///< of PKCE (RFC 7636)
};

/// What is said to one provider, and what of its answers is believed. Its discovery document and keys
/// are kept for an hour. Blocks: for threads that may wait. Thread-safe.
class desk {
public:
    desk(provider whose, std::string callback, const clock& time, const web& by);
    desk(desk&&) = delete;

    const provider& of() const { return provider_; }

    /// Where the browser goes. Throws not_let_in.
    std::string way_there(const passage& with);

    /// Whose code came back. Throws not_let_in.
    external_person who(const std::string& code, const passage& with);

    /// Whether the provider of an answer (RFC 9207) is this one; one that does not say passes.
    bool is_issuer(std::string_view told) const { return told.empty() || told == provider_.issuer; }

private:
    struct places {
        std::string authorization;
        std::string token;
        std::string userinfo; ///< empty: there is none
        std::string keys;
        bool secret_in_header = false; ///< RFC 6749, 2.3.1: with the Basic scheme
    };

    places where(deadline until);
    std::shared_ptr<const key_set> keys(deadline until, bool anew);
    external_person by_token(const std::string& id_token, const passage& with, deadline until);
    web_answer ask(const web_request& what, deadline until) const;

    const provider provider_;
    const std::string callback_;
    const clock& clock_;
    const web& web_;
    std::mutex mutex_; // held while the provider is asked: one asks for all who wait
    std::optional<places> places_;
    timestamp places_at_{};
    timestamp failed_at_{};
    std::shared_ptr<const key_set> keys_;
    timestamp keys_at_{};
    rate_limiter keys_anew_;
};

} // namespace ahimmoyak::identity::providers
