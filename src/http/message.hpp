#pragma once

#include "base/caller.hpp"
#include "base/words.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/container/small_vector.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ahimmoyak::http {

enum class verb : std::uint8_t { get, head, post, put, remove, options, other };

std::string_view name_of(verb method);

/// A name and its value: a header field, a {segment} of the path.
struct pair_view {
    std::string_view name;
    std::string_view value;
};

/// A request as handlers see it. The views point into the connection's buffers and live until the
/// handler has answered.
struct request {
    verb method = verb::get;
    std::string_view target; ///< path and query as sent; may hold signatures, so it is never logged
    std::string_view path;
    std::string_view query;
    std::string_view body;
    boost::container::small_vector<pair_view, 20> headers;
    boost::container::small_vector<pair_view, 4> captures;
    std::string_view remote_address; ///< of the client, without its port
    std::string id;                  ///< the request id, as in the log and in X-Request-Id
    language speaks = language::ko;

    /// Empty when absent; names are matched without regard to case.
    std::string_view header(std::string_view name) const;
    /// How many fields of that name were sent.
    std::size_t count(std::string_view name) const;
    /// Empty when absent, and when it was sent twice with different values.
    std::string_view cookie(std::string_view name) const;
    std::string_view capture(std::string_view name) const;
};

/// Bytes that others own, sent as one body without copying; `keep` keeps them alive.
struct gathered {
    std::vector<boost::asio::const_buffer> buffers;
    std::shared_ptr<const void> keep;
};

/// A stretch of an open file, sent by the kernel.
struct file_range {
    std::shared_ptr<const int> descriptor; ///< its deleter closes the file
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

using content = std::variant<std::string, gathered, file_range>;

struct response {
    int status = 200;
    std::string content_type;
    content body;
    std::vector<std::pair<std::string, std::string>> headers{};

    response& with(std::string name, std::string value)
    {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    std::uint64_t length() const;
};

/// A Set-Cookie value. Cookies of the product are HttpOnly and SameSite=Lax.
struct cookie {
    std::string name;
    std::string value;
    std::string path = "/";
    std::string domain; ///< empty: this host only
    std::int64_t max_age_seconds = 0;
    bool secure = false;

    std::string to_header() const;
};

/// Splits a query string, calling f(name, value) with percent-decoded text, '+' being a space.
template <class F>
void each_query_parameter(std::string_view query, F&& f);

/// Percent-decodes; malformed escapes stay as they are.
std::string percent_decoded(std::string_view text, bool plus_is_space = false);

template <class F>
void each_query_parameter(std::string_view query, F&& f)
{
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        if (pair.empty())
            continue;
        const auto equals = pair.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        f(percent_decoded(pair.substr(0, equals), true), percent_decoded(value, true));
    }
}

} // namespace ahimmoyak::http
