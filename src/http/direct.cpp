#include "http/direct.hpp"

#include "http/handle.hpp"

#include <algorithm>
#include <cstring>

namespace ahimmoyak::http {

namespace {

class body_in_memory final : public body_source {
public:
    explicit body_in_memory(std::string_view all) : size_{all.size()}, rest_{all} {}
    std::optional<std::uint64_t> length() const override { return size_; }
    task<std::size_t> read(boost::asio::mutable_buffer into) override
    {
        const auto n = std::min(into.size(), rest_.size());
        std::memcpy(into.data(), rest_.data(), n);
        rest_.remove_prefix(n);
        co_return n;
    }

private:
    std::uint64_t size_;
    std::string_view rest_;
};

} // namespace

std::string direct_answer::header(std::string_view name) const
{
    for (const auto& [each, value] : headers)
        if (each == name)
            return value;
    return {};
}

task<direct_answer> ask(const router& site, direct_request what)
{
    request in;
    in.method = what.method;
    in.target = what.target;
    in.path = in.target.substr(0, in.target.find('?'));
    if (in.path.size() < in.target.size())
        in.query = in.target.substr(in.path.size() + 1);
    in.body = what.body;
    in.remote_address = "127.0.0.1";
    in.id = "direct";
    const auto told = [&](std::string_view name) {
        return std::any_of(what.headers.begin(), what.headers.end(),
                           [&](const auto& each) { return each.first == name; });
    };
    if (!told("authorization") && !told("cookie"))
        in.headers.push_back({"authorization", "Bearer direct"});
    if (!what.body.empty() && !told("content-type"))
        in.headers.push_back({"content-type", "application/json"});
    for (const auto& [name, value] : what.headers)
        in.headers.push_back({name, value});

    body_in_memory streamed{what.body};
    auto got = co_await answer(site, in, &streamed);
    direct_answer out{got.status, {}, std::move(got.headers)};
    if (auto* text = std::get_if<std::string>(&got.body))
        out.body = std::move(*text);
    co_return out;
}

} // namespace ahimmoyak::http
