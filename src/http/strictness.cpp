#include "http/strictness.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace ahimmoyak::http {

namespace {

char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b)
{
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower_case(x) == lower_case(y); });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (lower_case(c) >= 'a' && lower_case(c) <= 'f'); }
bool is_of_name(char c)
{
    return is_digit(c) || (lower_case(c) >= 'a' && lower_case(c) <= 'z') || c == '.' || c == '-' || c == '_';
}

// A name, an IPv4 or bracketed IPv6 address, and maybe a port; addresses of ours are made of it.
bool is_host(std::string_view text)
{
    constexpr std::size_t longest = 255;
    if (text.size() > longest)
        return false;
    const bool bracketed = text.starts_with('[');
    const auto end = bracketed ? text.find(']') : std::min(text.find(':'), text.size());
    if (end == std::string_view::npos)
        return false;
    const auto name = bracketed ? text.substr(1, end - 1) : text.substr(0, end);
    auto rest = text.substr(bracketed ? end + 1 : end);
    if (!std::all_of(name.begin(), name.end(),
                     [&](char c) { return bracketed ? is_hex(c) || c == ':' || c == '.' : is_of_name(c); }))
        return false;
    if (rest.empty())
        return true;
    const auto port = rest.substr(1);
    return rest.front() == ':' && port.size() <= 5 && std::all_of(port.begin(), port.end(), is_digit);
}

} // namespace

std::string_view without_host(std::string_view target, std::string_view host)
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!equal_ignoring_case(target.substr(0, scheme.size()), scheme))
            continue;
        const auto rest = target.substr(scheme.size());
        const auto name = rest.substr(0, rest.find('/'));
        if (equal_ignoring_case(name, host))
            return name.size() == rest.size() ? std::string_view{"/"} : rest.substr(name.size());
    }
    return target;
}

std::optional<problem> unfit(const request& in, bool knows_host)
{
    // A coding that is passed over makes the body look like the next request.
    const auto codings = in.count("transfer-encoding");
    if (codings > 1 || (codings == 1 && (!knows_host || !equal_ignoring_case(in.header("transfer-encoding"), "chunked"))))
        return problem{501,
                       "transfer_encoding",
                       {"Transfer-Encoding은 HTTP/1.1의 chunked만 받습니다. Content-Length를 쓰세요.",
                        "Transfer-Encoding can only be chunked, in HTTP/1.1; use Content-Length."}};
    const auto hosts = in.count("host");
    if (hosts > 1 || (knows_host && hosts == 0) || !is_host(in.header("host")))
        return bad_request("host", {"요청에는 올바른 Host 헤더가 하나 있어야 합니다.",
                                    "A request must have one Host field that names a host."});
    if (!in.target.starts_with('/') && in.target != "*")
        return bad_request("target", {"요청 주소는 /로 시작하거나 Host와 같은 서버의 것이어야 합니다.",
                                      "The target must begin with / or be of the server that Host names."});
    for (const std::string_view once : {"origin", "sec-fetch-site"})
        if (in.count(once) > 1)
            return bad_request("field_twice", say("{} 헤더는 한 번만 보내세요.", "Send the {} field once.", once));
    return std::nullopt;
}

bool is_address(std::string_view text)
{
    boost::system::error_code ec;
    boost::asio::ip::make_address(std::string{text}, ec);
    return !ec;
}

} // namespace ahimmoyak::http
