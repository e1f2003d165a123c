#pragma once

#include "identity/account.hpp"
#include "identity/api.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ahimmoyak::identity {

using headers = std::vector<std::pair<std::string, std::string>>;

/// What a browser is given when a session is opened or renewed.
headers cookies_of(const module& m, const account& of, session_id session, std::string refresh_token);

/// The value of a Set-Cookie header; `path` is where the browser sends it back to.
std::string cookie_header(const module& m, std::string_view name, std::string value, std::string_view path,
                          std::chrono::seconds lifetime);

/// What makes a browser forget its session.
headers cookies_gone(const module& m);

} // namespace ahimmoyak::identity
