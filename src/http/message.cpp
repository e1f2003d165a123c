#include "http/message.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace ahimmoyak::http {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b)
{
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

} // namespace

std::string_view name_of(verb method)
{
    switch (method) {
    case verb::get:
        return "GET";
    case verb::head:
        return "HEAD";
    case verb::post:
        return "POST";
    case verb::put:
        return "PUT";
    case verb::remove:
        return "DELETE";
    case verb::options:
        return "OPTIONS";
    default:
        return "OTHER";
    }
}

std::string_view request::header(std::string_view name) const
{
    for (const auto& each : headers)
        if (same_name(each.name, name))
            return each.value;
    return {};
}

std::size_t request::count(std::string_view name) const
{
    return static_cast<std::size_t>(
        std::count_if(headers.begin(), headers.end(), [&](const auto& each) { return same_name(each.name, name); }));
}

std::string_view request::cookie(std::string_view name) const
{
    std::string_view found;
    bool any = false;
    for (const auto& each : headers) {
        if (!same_name(each.name, "cookie"))
            continue;
        for (auto rest = each.value; !rest.empty();) {
            auto one = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(rest.size(), one.size() + 1));
            while (!one.empty() && one.front() == ' ')
                one.remove_prefix(1);
            const auto equals = one.find('=');
            if (equals == std::string_view::npos || one.substr(0, equals) != name)
                continue;
            const auto value = one.substr(equals + 1);
            if (any && value != found)
                return {};
            found = value;
            any = true;
        }
    }
    return found;
}

std::string_view request::capture(std::string_view name) const
{
    for (const auto& each : captures)
        if (each.name == name)
            return each.value;
    return {};
}

std::uint64_t response::length() const
{
    if (const auto* text = std::get_if<std::string>(&body))
        return text->size();
    if (const auto* file = std::get_if<file_range>(&body))
        return file->length;
    const auto& buffers = std::get<gathered>(body).buffers;
    return std::accumulate(buffers.begin(), buffers.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const auto& each) { return sum + each.size(); });
}

std::string cookie::to_header() const
{
    std::string out = name + "=" + value + "; Path=" + path;
    if (!domain.empty())
        out += "; Domain=" + domain;
    out += "; Max-Age=" + std::to_string(max_age_seconds) + "; HttpOnly; SameSite=Lax";
    if (secure)
        out += "; Secure";
    return out;
}

std::string percent_decoded(std::string_view text, bool plus_is_space)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = 0;
        const bool escaped = text[i] == '%' && i + 2 < text.size() && [&] {
            const auto [end, ec] = std::from_chars(text.data() + i + 1, text.data() + i + 3, code, 16);
            return ec == std::errc{} && end == text.data() + i + 3;
        }();
        if (escaped) {
            out += static_cast<char>(code);
            i += 2;
        } else {
            out += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

} // namespace ahimmoyak::http
