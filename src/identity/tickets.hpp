#pragma once

#include "db/connection.hpp"
#include "identity/account.hpp"

#include <string>
#include <string_view>

/// Sign-ins that have proved the password and wait for the second factor. A ticket is 256 random bits, kept as
/// its hash; it is good for five minutes, five attempts and one session.
namespace ahimmoyak::identity::tickets {

inline constexpr auto lifetime = std::chrono::minutes{5};
inline constexpr std::int64_t most_attempts = 5;

/// The ticket itself, for who proved the password.
std::string issue(db::connection& in, user_id who, timestamp now);

/// Whose it is, while it is good.
std::optional<user_id> owner(db::connection& in, std::string_view ticket, timestamp now);

/// Counts a wrong code; true when it was the last attempt.
bool fail(db::connection& in, std::string_view ticket, timestamp now);

void use_up(db::connection& in, std::string_view ticket);

/// None of this person's is good any more.
void drop(db::connection& in, user_id who);

void tidy(db::connection& in, timestamp now);

} // namespace ahimmoyak::identity::tickets
