#pragma once

#include "administration/member.hpp"
#include "base/cursor.hpp"
#include "db/connection.hpp"

#include <optional>
#include <string>
#include <vector>

/// Everybody with an account. Every function works in the caller's transaction.
namespace ahimmoyak::administration::members {

struct filter {
    std::string search{}; ///< what a name or an address is found by; empty: everybody
    std::optional<role> as{};
    std::optional<member_state> state{};
};

/// By name, after the given one.
std::vector<member> find(db::connection& in, const filter& which, const cursor& after, std::int64_t limit);

/// Throws the 404 when there is no such account.
member_detail show(db::connection& in, user_id who, timestamp now);

/// The person's sessions have to end with it. Throws the 409 about oneself and about the last
/// administrator. Locking again changes the reason.
void lock(db::connection& in, user_id by, user_id who, std::string_view reason, timestamp now);
void unlock(db::connection& in, user_id who, timestamp now);

/// Throws the 409 unless the person belongs to no organisation and can sign in.
void make_administrator(db::connection& in, user_id who, timestamp now);
/// Throws the 409 about the last administrator.
void take_administrator(db::connection& in, user_id who, timestamp now);

} // namespace ahimmoyak::administration::members
