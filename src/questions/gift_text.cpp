#include "questions/gift_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace ahimmoyak::questions::gift {

namespace {

constexpr auto nowhere = std::string_view::npos;

std::string lower(std::string_view text)
{
    std::string out{text};
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

void append_code_point(std::string& out, std::uint32_t code)
{
    if (code < 0x20 || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF)
        return;
    if (code < 0x80) {
        out += static_cast<char>(code);
        return;
    }
    const auto tail = [&](int bits) { out += static_cast<char>(0x80U | ((code >> bits) & 0x3FU)); };
    if (code < 0x800) {
        out += static_cast<char>(0xC0U | (code >> 6U));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | (code >> 12U));
        tail(6);
    } else {
        out += static_cast<char>(0xF0U | (code >> 18U));
        tail(12);
        tail(6);
    }
    tail(0);
}

// Takes "&amp;" off the text and adds what it means; what means nothing stays as it is.
void take_entity(std::string_view& text, std::string& out)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 35> names{
        {{"amp", "&"},   {"lt", "<"},    {"gt", ">"},     {"quot", "\""}, {"apos", "'"},   {"nbsp", " "},
         {"ndash", "–"}, {"mdash", "—"}, {"middot", "·"}, {"bull", "•"},  {"hellip", "…"}, {"lsquo", "‘"},
         {"rsquo", "’"}, {"ldquo", "“"}, {"rdquo", "”"},  {"times", "×"}, {"divide", "÷"}, {"plusmn", "±"},
         {"minus", "−"}, {"le", "≤"},    {"ge", "≥"},     {"ne", "≠"},    {"deg", "°"},    {"micro", "µ"},
         {"sup2", "²"},  {"sup3", "³"},  {"frac12", "½"}, {"rarr", "→"},  {"larr", "←"},   {"uarr", "↑"},
         {"darr", "↓"},  {"Omega", "Ω"}, {"pi", "π"},     {"copy", "©"},  {"reg", "®"}}};
    const auto end = text.substr(0, 12).find(';');
    const auto name = end == nowhere ? std::string_view{} : text.substr(1, end - 1);
    const auto known = std::find_if(names.begin(), names.end(), [&](const auto& each) { return each.first == name; });
    if (known != names.end()) {
        out += known->second;
        text.remove_prefix(end + 1);
        return;
    }
    if (name.size() > 1 && name.front() == '#') {
        const bool hex = name[1] == 'x' || name[1] == 'X';
        const auto digits = name.substr(hex ? 2 : 1);
        std::uint32_t code = 0;
        const auto [last, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
        if (!digits.empty() && failed == std::errc{} && last == digits.data() + digits.size()) {
            append_code_point(out, code);
            text.remove_prefix(end + 1);
            return;
        }
    }
    out += '&';
    text.remove_prefix(1);
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> all)
{
    return std::find(all.begin(), all.end(), name) != all.end();
}

bool begins_tag(std::string_view text)
{
    if (text.size() < 2)
        return false;
    const auto next = text[1];
    return next == '/' || next == '!' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
}

// Takes a tag off the text, with all that a script or a style has inside.
void take_tag(std::string_view& text, std::string& out, bool& pictures)
{
    const auto end = text.find('>');
    const auto tag = text.substr(1, end == nowhere ? nowhere : end - 1);
    const auto bare = tag.starts_with('/') ? tag.substr(1) : tag;
    const auto name = lower(bare.substr(0, std::min<std::size_t>(bare.find_first_of(" \t\r\n/>"), 12)));
    text.remove_prefix(end == nowhere ? text.size() : end + 1);
    if (is_one_of(name,
                  {"br", "p", "div", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})) {
        if (!out.empty() && out.back() != '\n')
            out += '\n';
    } else if (is_one_of(name, {"img", "video", "audio", "iframe", "svg", "object", "embed"})) {
        pictures = pictures || !tag.starts_with('/');
    } else if (is_one_of(name, {"script", "style"}) && !tag.starts_with('/')) {
        const auto close = text.find("</");
        text.remove_prefix(close == nowhere ? text.size() : close);
    }
}

} // namespace

std::size_t find_bare(std::string_view text, std::string_view any_of, std::size_t from)
{
    for (auto i = from; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (any_of.find(text[i]) != nowhere)
            return i;
    }
    return nowhere;
}

std::size_t find_last_bare(std::string_view text, char which)
{
    auto last = nowhere;
    const std::string_view one{&which, 1};
    for (auto at = find_bare(text, one); at != nowhere; at = find_bare(text, one, at + 1))
        last = at;
    return last;
}

std::string unescaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (text[i] != '\\' || next == '\0' || std::string_view{"~=#{}:\\>n"}.find(next) == nowhere) {
            out += text[i];
            continue;
        }
        out += next == 'n' ? '\n' : next;
        ++i;
    }
    return out;
}

std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = text[i];
        if (c == '\n') {
            out += "\\n";
        } else if (c != '\r') {
            // An arrow would make a matching question of a short answer.
            if (std::string_view{"~=#{}:\\"}.find(c) != nowhere || (c == '>' && i > 0 && text[i - 1] == '-'))
                out += '\\';
            out += c;
        }
    }
    return out;
}

std::string words_of_html(std::string_view html, bool& pictures)
{
    std::string out;
    while (!html.empty()) {
        const auto c = html.front();
        if (c == '<' && begins_tag(html)) {
            take_tag(html, out, pictures);
        } else if (c == '&') {
            take_entity(html, out);
        } else {
            const bool white = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!white)
                out += c;
            else if (!out.empty() && out.back() != ' ' && out.back() != '\n')
                out += ' ';
            html.remove_prefix(1);
        }
    }
    return out;
}

bool looks_like_html(std::string_view text)
{
    const auto plain = lower(text);
    return std::any_of(plain.begin(), plain.end(), [](char c) { return c == '<'; }) &&
           (plain.find("<p>") != nowhere || plain.find("<br") != nowhere || plain.find("<img ") != nowhere ||
            plain.find("</") != nowhere);
}

} // namespace ahimmoyak::questions::gift
