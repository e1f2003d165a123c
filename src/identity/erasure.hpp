#pragma once

#include "db/connection.hpp"
#include "identity/account.hpp"

#include <optional>

/// What is left of an account that its owner deleted: a row that records can name. In the caller's transaction.
namespace ahimmoyak::identity::erasure {

/// Erases everything that says who it was, the name too unless it is kept; nobody can sign in to it again.
/// Sessions are the caller's affair.
void erase(db::connection& in, user_id who, std::optional<timestamp> name_kept_until, timestamp now);

/// Erases the names whose time is over.
void tidy(db::connection& in, timestamp now);

} // namespace ahimmoyak::identity::erasure
