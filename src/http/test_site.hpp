#pragma once

#include "http/direct.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::http {

using test_authenticator = fixed_authenticator;
using test_answer = direct_answer;

/// Runs one request through the router and its rights, as `as`, on an io_context of its own.
test_answer call(router& site, verb method, std::string_view target, const std::optional<caller>& as = std::nullopt,
                 std::string_view body = {}, std::vector<std::pair<std::string, std::string>> headers = {});

} // namespace ahimmoyak::http
