#include "json/codec.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace ahimmoyak::json {

void write_string(std::string& out, std::string_view text)
{
    static constexpr char digits[] = "0123456789abcdef";
    out += '"';
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(text, start, i - start);
        start = i + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out.append("\\u00").append(1, digits[c >> 4U]).append(1, digits[c & 15U]);
        }
    }
    out.append(text, start).append("\"");
}

namespace {

template <class N>
void append_number(std::string& out, N number)
{
    std::array<char, 32> buffer{};
    const auto [end, ec] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    out.append(buffer.data(), end);
}

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

void trim(std::string& text)
{
    while (!text.empty() && is_white(text.back()))
        text.pop_back();
    std::size_t front = 0;
    while (front < text.size() && is_white(text[front]))
        ++front;
    text.erase(0, front);
}

template <class F>
void each_code_point(std::string_view utf8, F&& f)
{
    for (std::size_t i = 0; i < utf8.size();) {
        const auto first = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        auto code = static_cast<char32_t>(length == 1 ? first : first & (0xFFU >> (length + 1)));
        for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k)
            code = code << 6U | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
        f(code);
        i += length;
    }
}

// What steers instead of being read: C0 and C1 controls, separators of lines, overrides and isolates of direction
// (with which one name can look like another), the byte order mark, and what is no character.
bool steers(char32_t c, bool one_line)
{
    if (c == '\n' || c == '\r' || c == '\t')
        return one_line;
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c & 0xFFFEU) == 0xFFFE;
}

// Spaces of all widths, none included, and the fillers of Hangul and Braille.
bool is_blank(char32_t c)
{
    return c <= 0x20 || c == 0xA0 || c == 0xAD || c == 0x115F || c == 0x1160 || c == 0x1680 || c == 0x180E ||
           (c >= 0x2000 && c <= 0x200F) || c == 0x202F || (c >= 0x205F && c <= 0x2064) || c == 0x2800 ||
           c == 0x3000 || c == 0x3164 || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFFA0;
}

// What RFC 5321 mailboxes look like in practice: one @, a dotted domain, no spaces or quotes.
bool looks_like_an_address(std::string_view address)
{
    const auto at = address.find('@');
    if (at == 0 || at == std::string_view::npos || at > 64 || address.find('@', at + 1) != std::string_view::npos)
        return false;
    const auto domain = address.substr(at + 1);
    const auto dot = domain.find('.');
    return dot != std::string_view::npos && dot > 0 && domain.back() != '.' &&
           domain.find("..") == std::string_view::npos && std::all_of(address.begin(), address.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      std::string_view{"@.!#$%&'*+/=?^_`{|}~-"}.find(c) != std::string_view::npos;
           });
}

} // namespace

void write_number(std::string& out, std::int64_t number) { append_number(out, number); }

void write_number(std::string& out, double number)
{
    if (std::isfinite(number))
        append_number(out, number);
    else
        out += "null";
}

bool text_to_whole(std::string_view text, std::int64_t& out)
{
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
    return ec == std::errc{} && end == text.data() + text.size() && !text.empty();
}

void codec<bool>::read(const bj::value& in, bool& value, reader& at)
{
    if (const auto* b = in.if_bool())
        value = *b;
    else
        mistake::type(at, {"true 또는 false", "true or false"});
}

bool codec<bool>::from_text(std::string_view text, bool& value)
{
    value = text == "true";
    return value || text == "false";
}

void codec<double>::read(const bj::value& in, double& value, reader& at)
{
    if (in.is_number())
        value = in.to_number<double>();
    else
        mistake::type(at, {"숫자", "a number"});
}

bool codec<std::string>::from_text(std::string_view text, std::string& value)
{
    value = text;
    return is_utf8(text) && text.find('\0') == std::string_view::npos;
}

void codec<timestamp>::read(const bj::value& in, timestamp& value, reader& at)
{
    const auto* s = in.if_string();
    if (!s || !from_text({s->data(), s->size()}, value))
        mistake::type(at, {"RFC 3339 날짜와 시각(예: 2026-11-23T09:00:00Z)",
                           "an RFC 3339 date and time, such as 2026-11-23T09:00:00Z"});
}

bool codec<timestamp>::from_text(std::string_view text, timestamp& value)
{
    const auto parsed = timestamp_from(text);
    value = parsed.value_or(value);
    return parsed.has_value();
}

void codec<date>::read(const bj::value& in, date& value, reader& at)
{
    const auto* s = in.if_string();
    if (!s || !from_text({s->data(), s->size()}, value))
        mistake::type(at, {"날짜(예: 2026-11-23)", "a date, such as 2026-11-23"});
}

bool codec<date>::from_text(std::string_view text, date& value)
{
    const auto parsed = date_from(text);
    value = parsed.value_or(value);
    return parsed.has_value();
}

void codec<email>::read(const bj::value& in, email& value, reader& at)
{
    if (!read_text(in, value.value, at))
        return;
    trim(value.value);
    for (auto& c : value.value)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    if (value.value.size() > 100 || !looks_like_an_address(value.value))
        at.fail("email", {"올바른 이메일 주소(100자 이하)를 입력하세요.",
                          "Enter a valid e-mail address of at most 100 characters."});
}

void read_bounded_text(const bj::value& in, std::string& out, std::size_t least, std::size_t most, reader& at)
{
    if (!read_text(in, out, at))
        return;
    trim(out);
    const auto length = code_points(out);
    if (length < least || length > most)
        return mistake::length(at, least, most);
    constexpr std::size_t longest_line = 255;
    bool steered = false;
    bool seen = length == 0;
    each_code_point(out, [&](char32_t c) {
        steered = steered || steers(c, most <= longest_line);
        seen = seen || !is_blank(c);
    });
    if (steered)
        at.fail("control_characters",
                {"줄 바꿈, 제어 문자, 글자 방향을 바꾸는 문자는 쓸 수 없습니다.",
                 "Control characters, those that change the direction of writing, and line breaks in a single line are "
                 "not allowed."});
    else if (!seen)
        at.fail("blank", {"보이는 글자를 입력하세요.", "It must have something to see."});
}

} // namespace ahimmoyak::json
