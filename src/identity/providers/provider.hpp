#pragma once

#include "base/words.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ahimmoyak::identity::providers {

/// openid: speaks OpenID Connect, and says by its discovery document where what is. oauth2: plain
/// OAuth 2.0, with its addresses and the names of its fields configured.
enum class provider_kind : std::uint8_t { openid, oauth2 };
BOOST_DESCRIBE_ENUM(provider_kind, openid, oauth2)

/// Whom the accounts of people elsewhere are believed to, as configured.
struct provider {
    std::string name; ///< of its addresses, and of what is kept of its people
    provider_kind kind = provider_kind::openid;
    words label; ///< as buttons call it
    std::string client_id;
    std::string client_secret;
    std::string scope;

    std::string issuer; ///< openid

    std::string authorization_address; ///< these of oauth2
    std::string token_address;
    std::string userinfo_address;
    std::string subject_field = "id"; ///< "response.id" is the member id of the member response
    std::string email_field = "email";
    std::string email_verified_field{}; ///< empty: the provider does not say, so a code is asked for
    std::string name_field = "name";
};

/// What is wrong with a provider's configuration: which key, and what it takes.
struct wrong_provider : std::runtime_error {
    wrong_provider(std::string_view which, const std::string& why) : std::runtime_error{why}, key{which} {}
    std::string key;
};

/// The start of a provider's configuration: for google, kakao, naver and facebook all but the client.
/// Throws wrong_provider (with no key) when nothing can be called that.
provider start_of(std::string_view name);

/// Sets `key` ("client-id") of the configuration; false when there is none of that name.
bool set(provider& of, std::string_view key, const std::string& value);

/// Throws wrong_provider when something is missing, or cannot be.
void check(const provider& whole);

/// Whether it may be asked: https, or http of this very machine (tests, a provider beside us).
bool is_askable(std::string_view address);

} // namespace ahimmoyak::identity::providers
