#pragma once

#include "base/run.hpp"
#include "http/handle.hpp"
#include "http/router.hpp"

#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

/// For tests of this module and of those that use it: requests to /s3 with streamed bodies, through
/// the router without a socket.
namespace ahimmoyak::objects {

/// A body that arrives in pieces of its own size.
class test_body final : public http::body_source {
public:
    std::string bytes;
    std::size_t piece = 100'000;
    bool tells_length = true;
    std::optional<std::size_t> breaks_after; ///< then the client is gone

    explicit test_body(std::string all) : bytes{std::move(all)} {}

    std::optional<std::uint64_t> length() const override
    {
        return tells_length ? std::optional<std::uint64_t>{bytes.size()} : std::nullopt;
    }
    task<std::size_t> read(asio::mutable_buffer into) override
    {
        if (breaks_after && at_ >= *breaks_after)
            throw problem{400, "broken_off", {"연결이 끊어졌습니다.", "The connection broke off."}};
        const auto n = std::min({into.size(), piece, bytes.size() - at_});
        std::memcpy(into.data(), bytes.data() + at_, n);
        at_ += n;
        co_return n;
    }

private:
    std::size_t at_ = 0;
};

struct test_reply {
    int status = 0;
    std::string content_type;
    std::string body; ///< as the client would receive it
    std::vector<std::pair<std::string, std::string>> headers;

    std::string header(std::string_view name) const
    {
        for (const auto& [each, value] : headers)
            if (each == name)
                return value;
        return {};
    }
};

inline std::string bytes_of(const http::content& body)
{
    if (const auto* text = std::get_if<std::string>(&body))
        return *text;
    const auto& file = std::get<http::file_range>(body);
    std::string out(file.length, '\0');
    const auto n = ::pread(*file.descriptor, out.data(), out.size(), static_cast<off_t>(file.offset));
    out.resize(n < 0 ? 0 : static_cast<std::size_t>(n));
    return out;
}

inline test_reply test_request(const http::router& site, http::verb method, std::string_view target,
                               http::body_source* body = nullptr, std::vector<http::pair_view> headers = {},
                               std::string_view host = "lms.example.kr")
{
    http::request in;
    in.method = method;
    in.target = target;
    in.path = target.substr(0, target.find('?'));
    if (in.path.size() < target.size())
        in.query = target.substr(in.path.size() + 1);
    in.remote_address = "127.0.0.1";
    in.id = "test";
    in.speaks = language::en;
    in.headers.push_back({"host", host});
    for (const auto& each : headers)
        in.headers.push_back(each);
    auto answer = run(http::answer(site, in, body));
    test_reply out{answer.status, answer.content_type, bytes_of(answer.body), std::move(answer.headers)};
    return out;
}

/// PUTs a part to its signed address; its ETag, quotes and all.
inline std::string test_put(const http::router& site, std::string_view address, std::string bytes)
{
    test_body body{std::move(bytes)};
    const auto reply = test_request(site, http::verb::put, address, &body);
    return reply.status == 200 ? reply.header("ETag") : std::to_string(reply.status) + " " + reply.body;
}

} // namespace ahimmoyak::objects
