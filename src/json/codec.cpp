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

bool has_control_characters(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
    });
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
        mistake::length(at, least, most);
    else if (has_control_characters(out))
        at.fail("control_characters", {"제어 문자는 쓸 수 없습니다.", "Control characters are not allowed."});
}

} // namespace ahimmoyak::json
