#include "http/test_site.hpp"

#include "http/handle.hpp"

#include <stdexcept>

namespace ahimmoyak::http {

test_answer call(router& site, verb method, std::string_view target, const std::optional<caller>& as,
                 std::string_view body, std::vector<std::pair<std::string, std::string>> headers)
{
    auto signs_in = std::make_shared<test_authenticator>();
    signs_in->who = as;
    site.authenticate_by(signs_in);

    request in;
    in.method = method;
    in.target = target;
    in.path = target.substr(0, target.find('?'));
    if (in.path.size() < target.size())
        in.query = target.substr(in.path.size() + 1);
    in.body = body;
    in.remote_address = "127.0.0.1";
    in.id = "test";
    if (as)
        in.headers.push_back({"authorization", "Bearer test"});
    if (!body.empty())
        in.headers.push_back({"content-type", "application/json"});
    for (const auto& [name, value] : headers)
        in.headers.push_back({name, value});

    asio::io_context context;
    std::optional<response> got;
    asio::co_spawn(context, answer(site, in, nullptr), [&](const std::exception_ptr& failure, response answered) {
        if (failure)
            std::rethrow_exception(failure);
        got = std::move(answered);
    });
    context.run();
    if (!got)
        throw std::runtime_error{"the handler never answered"};
    test_answer out{got->status, {}, std::move(got->headers)};
    if (auto* text = std::get_if<std::string>(&got->body))
        out.body = std::move(*text);
    return out;
}

} // namespace ahimmoyak::http
