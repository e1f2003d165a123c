#include "mail/mime.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace ahimmoyak::mail {

namespace {

std::string base64(std::string_view bytes)
{
    std::vector<char> out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL));
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    return out.data();
}

// An encoded word holds at most 75 characters and whole characters only (RFC 2047, 2 and 5): 12 are
// its frame, so 36 bytes of UTF-8 make a word of 60, which leaves room for the name of the field.
std::string encoded_words(std::string_view text)
{
    constexpr std::size_t most = 36;
    std::string out;
    while (!text.empty()) {
        auto length = std::min(most, text.size());
        while (length < text.size() && length > 1 && (text[length] & 0xC0) == 0x80)
            --length;
        out.append(out.empty() ? "" : "\r\n ").append("=?UTF-8?B?").append(base64(text.substr(0, length))).append("?=");
        text.remove_prefix(length);
    }
    return out;
}

// RFC 5322, 3.3.
std::string date_of(timestamp at)
{
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day ymd{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at) - day};
    std::array<char, 64> out{};
    const int n = std::snprintf(out.data(), out.size(), "%s, %u %s %d %02d:%02d:%02d +0000",
                                days[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(ymd.day()),
                                months[static_cast<unsigned>(ymd.month()) - 1], static_cast<int>(ymd.year()),
                                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                                static_cast<int>(time.seconds().count()));
    return {out.data(), static_cast<std::size_t>(n)};
}

// An address of a web page as it may stand in a header (RFC 2369, 2).
bool is_plain_link(std::string_view link)
{
    return (link.starts_with("https://") || link.starts_with("http://")) && link.size() < 900 &&
           std::all_of(
               link.begin(), link.end(),
               [](char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != ','; });
}

std::string unsubscribing(std::string_view link)
{
    if (!is_plain_link(link))
        return {};
    std::string out = "List-Unsubscribe:\r\n <" + std::string{link} + ">\r\n";
    if (link.starts_with("https://"))
        out += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
    return out;
}

std::string with_crlf(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\n' && (out.empty() || out.back() != '\r'))
            out += '\r';
        out += c;
    }
    return out;
}

// A part of a mail, or the only one: base64 in lines of 76 characters (RFC 2045, 6.8).
std::string part_of(std::string_view type, std::string_view text)
{
    auto out = "Content-Type: " + std::string{type} + "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    const auto body = base64(with_crlf(text));
    for (std::size_t i = 0; i < body.size(); i += 76)
        out += body.substr(i, 76) + "\r\n";
    return out;
}

} // namespace

bool is_plain_address(std::string_view address)
{
    const auto at = address.find('@');
    return address.size() <= 254 && at != std::string_view::npos && at > 0 && at + 1 < address.size() &&
           address.find('@', at + 1) == std::string_view::npos &&
           std::all_of(address.begin(), address.end(), [](char c) {
               return c > ' ' && c < 0x7F && std::string_view{"<>\"\\,;:()[]"}.find(c) == std::string_view::npos;
           });
}

std::string compose(const message& what, const sender_name& from, timestamp at, std::string_view unique)
{
    if (!is_plain_address(what.recipient) || !is_plain_address(from.address))
        throw std::invalid_argument{"not an address that mail can be sent to or from"};
    std::string out;
    out += "From: ";
    if (!from.name.empty())
        out += encoded_words(from.name) + " ";
    out += "<" + from.address + ">\r\n";
    out += "To: <" + what.recipient + ">\r\n";
    out += "Subject: " + encoded_words(what.subject) + "\r\n";
    out += "Date: " + date_of(at) + "\r\n";
    out += "Message-ID: <" + std::string{unique} + from.address.substr(from.address.find('@')) + ">\r\n";
    out += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
    if (!what.letter)
        return out + part_of("text/plain", what.text);
    // "=_" begins no line of base64, so the boundary is in no part (RFC 2045, 6.7).
    const auto boundary = "=_" + std::string{unique};
    out += unsubscribing(what.letter->unsubscribe);
    out += "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n";
    out += "--" + boundary + "\r\n" + part_of("text/plain", what.text);
    out += "--" + boundary + "\r\n" + part_of("text/html", html_of(*what.letter, what.subject));
    out += "--" + boundary + "--\r\n";
    return out;
}

} // namespace ahimmoyak::mail
