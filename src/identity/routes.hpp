#pragma once

#include "events/outbox.hpp"
#include "http/endpoint.hpp"
#include "identity/api.hpp"
#include "identity/cookies.hpp"
#include "identity/events.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the routes of api.hpp share, and the routes themselves by noun; inside of this folder only.
namespace ahimmoyak::identity {

inline constexpr http::body_limit small{4 * 1024};

/// Throws the 422 of a date of birth that nobody alive can have.
void check_birth(const std::optional<date>& birth, timestamp now);

std::optional<std::string> text_of(std::optional<phone_number>& phone);

/// After the commit of what revoked it: its tokens are refused and what it holds open ends.
void end(module& m, session_id which);
void end(module& m, const std::vector<session_id>& which);

/// The hash of the own password, once it was proved; else throws the 422 at that pointer, or the 429
/// when it was tried too often.
task<std::string> proved_password(module& m, user_id who, std::string password, std::string_view pointer);

problem wrong_code(std::string_view pointer = "/code");

/// What hears password_reset_asked.
task<> send_reset_code(module& m, reset_id which);

void add_key_routes(http::routes<module>& r);
void add_session_routes(http::routes<module>& r);
void add_password_routes(http::routes<module>& r);
void add_email_routes(http::routes<module>& r);
void add_own_data_routes(http::routes<module>& r);
void add_language_routes(http::routes<module>& r);
void add_second_factor_routes(http::routes<module>& r);
void add_external_routes(http::routes<module>& r);
void add_arrival_routes(http::routes<module>& r);
void add_linking_routes(http::routes<module>& r);

} // namespace ahimmoyak::identity
