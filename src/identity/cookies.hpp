#pragma once

#include "identity/account.hpp"
#include "identity/api.hpp"

#include <string>
#include <utility>
#include <vector>

namespace ahimmoyak::identity {

using headers = std::vector<std::pair<std::string, std::string>>;

/// What a browser is given when a session is opened or renewed.
headers cookies_of(const module& m, const account& of, session_id session, std::string refresh_token);

/// What makes a browser forget its session.
headers cookies_gone(const module& m);

} // namespace ahimmoyak::identity
