#pragma once

#include "db/connection.hpp"
#include "identity/account.hpp"
#include "identity/events.hpp"

#include <string>
#include <string_view>

/// A new password for who has forgotten the old one, by a code to the e-mail address: 8 letters and
/// digits, alive for 30 minutes, for 5 attempts and for one use, kept as a hash. Longer than the code
/// of a sign-up, since it opens an account that others may want.
namespace ahimmoyak::identity::resets {

inline constexpr auto lifetime = std::chrono::minutes{30};

/// Notes that it was asked for, in place of what was asked for before; the same for every address.
reset_id ask(db::connection& in, std::string_view email, timestamp now);

/// Whom a code is to be sent to: nobody when the address is no account's, or when that was done already.
std::optional<user_id> whom(db::connection& in, reset_id which, timestamp now);
void put(db::connection& in, reset_id which, user_id who, std::string_view code, timestamp now);

/// Uses the code up: whose it was. When it is wrong the attempt is counted, so the transaction must
/// commit either way.
std::optional<user_id> take(db::connection& in, std::string_view email, std::string_view code, timestamp now);

/// What was sent to this person, or asked for this address, opens nothing any more.
void drop(db::connection& in, user_id who, std::string_view email);

void tidy(db::connection& in, timestamp now);

/// A new code, as the letter writes it: "ABCD-EFGH", without characters that look alike.
std::string make_code();

} // namespace ahimmoyak::identity::resets
