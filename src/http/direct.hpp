#pragma once

#include "base/task.hpp"
#include "http/router.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ahimmoyak::http {

/// A request that reaches the router without a socket: from tests, and from the program itself where
/// it uses its own interface with all its rules, as the demonstration data does.
struct direct_request {
    verb method = verb::get;
    std::string target;
    std::string body{};
    std::vector<std::pair<std::string, std::string>> headers{};
};

struct direct_answer {
    int status = 0;
    std::string body; ///< empty for files and media
    std::vector<std::pair<std::string, std::string>> headers;

    std::string header(std::string_view name) const;
};

/// Says that every request comes from the same person, whatever its credentials.
class fixed_authenticator final : public authenticator {
public:
    std::optional<caller> who;
    task<std::optional<caller>> authenticate(const request&) override { co_return who; }
};

/// Runs a request through the router and its rights, signed in when its authenticator says so. A
/// route that streams its body is given it in pieces.
task<direct_answer> ask(const router& site, direct_request what);

} // namespace ahimmoyak::http
