#pragma once

#include "db/connection.hpp"
#include "identity/account.hpp"
#include "identity/providers/id_token.hpp"

#include <optional>
#include <string>
#include <string_view>

/// People on their way to a provider and back, and those who came back and are nobody here yet. Both are
/// bound to the browser by a secret of its cookie; the database holds hashes of what the browser holds.
namespace ahimmoyak::identity::providers::journeys {

inline constexpr auto lifetime = std::chrono::minutes{10};
inline constexpr auto arrival_lifetime = std::chrono::minutes{30};

enum class purpose : std::uint8_t { signin, signup, link };
BOOST_DESCRIBE_ENUM(purpose, signin, signup, link)

struct journey {
    std::string provider;
    purpose what_for = purpose::signin;
    std::string nonce;
    std::string verifier;
    std::string next;               ///< the page to go on with
    std::optional<user_id> user_id; ///< who links
    std::optional<session_id> session_id;
    timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(journey, (), (provider, what_for, nonce, verifier, next, user_id, session_id, expires_at))

void begin(db::connection& in, const journey& what, std::string_view state, std::string_view browser, timestamp now);

/// Ends the journey: it is found once, by its own browser, in its time.
std::optional<journey> end(db::connection& in, std::string_view provider, std::string_view state,
                           std::string_view browser, timestamp now);

/// Somebody a provider vouches for, who has no account here, or has not said yet that it is his.
struct arrival {
    std::string provider;
    std::string subject;
    std::string email; ///< empty: unknown
    bool email_verified = false;
    std::string name;
    std::string next;
    timestamp expires_at{};
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(arrival, (), (provider, subject, email, email_verified, name, next, expires_at, created_at))

void arrive(db::connection& in, const arrival& who, std::string_view browser);
std::optional<arrival> arrived(db::connection& in, std::string_view browser, timestamp now);
void settle(db::connection& in, std::string_view browser);

void tidy(db::connection& in, timestamp now);

} // namespace ahimmoyak::identity::providers::journeys
