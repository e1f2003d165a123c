#pragma once

#include "db/connection.hpp"
#include "identity/account.hpp"

#include <string_view>

/// The codes that prove that an e-mail address is its account's: 6 digits, alive for 10 minutes and
/// for 5 attempts, kept as a hash.
namespace ahimmoyak::identity::codes {

inline constexpr auto lifetime = std::chrono::minutes{10};

/// The code becomes the only one of its account.
void put(db::connection& in, user_id who, std::string_view code, timestamp now);

/// Counts the attempt, right or wrong, so the transaction must commit either way. When right, the
/// account is confirmed. The right code may come twice: a page may have been reloaded.
bool confirm(db::connection& in, std::string_view email, std::string_view code, timestamp now);

/// Whose code is to be sent again: nobody when there is no such account or it is confirmed.
std::optional<user_id> awaited(db::connection& in, std::string_view email);

} // namespace ahimmoyak::identity::codes
