#pragma once

#include "db/connection.hpp"
#include "identity/account.hpp"

#include <string>
#include <string_view>

/// The e-mail address that an account is to have once the code that was sent there comes back: 6
/// digits, alive for 10 minutes, for 5 attempts and for one use, kept as a hash.
namespace ahimmoyak::identity::email_changes {

inline constexpr auto lifetime = std::chrono::minutes{10};

/// The only one of its account: an earlier one is forgotten.
void put(db::connection& in, user_id who, std::string_view email, std::string_view code, timestamp now);

/// Uses the code up and gives the address. When it is wrong the attempt is counted, so the transaction
/// must commit either way.
std::optional<std::string> take(db::connection& in, user_id who, std::string_view code, timestamp now);

void drop(db::connection& in, user_id who);
void tidy(db::connection& in, timestamp now);

} // namespace ahimmoyak::identity::email_changes
