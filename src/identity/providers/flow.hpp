#pragma once

#include "identity/providers/journeys.hpp"
#include "identity/routes.hpp"

#include <string>
#include <string_view>

// What the routes of external sign-in share.
namespace ahimmoyak::identity::providers {

inline constexpr std::string_view journey_cookie = "external_journey";
inline constexpr std::string_view arrival_cookie = "external_arrival";
inline constexpr std::string_view journey_path = "/auth";
inline constexpr std::string_view arrival_path = "/auth/v1/external";

/// The desk of that name; throws the 404 when no such provider is configured.
desk& desk_of(const module& m, std::string_view name);

struct departure {
    std::string location;
    std::string cookie; ///< the value of Set-Cookie
};
/// Sends a browser on its way; what is secret of the journey is made here. Throws not_let_in.
task<departure> depart(module& m, desk& to, journeys::journey what);

/// Why an account elsewhere does not become somebody's: it is another's, or he has one there already.
problem taken_elsewhere(const words& provider);
problem linked_already(const words& provider);

/// Makes them one, and tells the owner; in the caller's transaction. Throws the two above.
void link(db::connection& in, user_id who, const provider& at, std::string_view subject, std::string_view email,
          timestamp now);

/// A page of ours; else "/": never an address that leads elsewhere.
std::string page_within(std::string next);

} // namespace ahimmoyak::identity::providers
