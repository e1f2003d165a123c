#pragma once

#include "db/connection.hpp"
#include "identity/account.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Which accounts elsewhere are whose. Every function works in the caller's transaction.
namespace ahimmoyak::identity::providers::identities {

/// Somebody's account elsewhere.
struct linked {
    std::string provider;
    std::optional<std::string> email; ///< as the provider told it then, for its owner to recognise
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(linked, (), (provider, email, created_at))

std::optional<user_id> owner(db::connection& in, std::string_view provider, std::string_view subject);

/// Throws db::unique_violation when it is somebody's, or when this person has another one there.
void add(db::connection& in, user_id who, std::string_view provider, std::string_view subject, std::string_view email,
         timestamp now);

std::vector<linked> of(db::connection& in, user_id who);

void remove(db::connection& in, user_id who, std::string_view provider);

/// For an address that another has just proved to own.
void remove_all(db::connection& in, user_id who);

} // namespace ahimmoyak::identity::providers::identities
