#pragma once

#include "base/problem.hpp"
#include "base/task.hpp"
#include "http/router.hpp"

#include <boost/asio/co_spawn.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::http {

/// Signs every request in as whoever a test says.
class test_authenticator final : public authenticator {
public:
    std::optional<caller> who;
    task<std::optional<caller>> authenticate(const request&) override { co_return who; }
};

/// What a test reads of an answer.
struct test_answer {
    int status = 0;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;

    std::string header(std::string_view name) const
    {
        for (const auto& [each, value] : headers)
            if (each == name)
                return value;
        return {};
    }
};

/// Runs one request through the router and its rights, without a socket.
test_answer call(router& site, verb method, std::string_view target, const std::optional<caller>& as = std::nullopt,
                 std::string_view body = {}, std::vector<std::pair<std::string, std::string>> headers = {});

} // namespace ahimmoyak::http
