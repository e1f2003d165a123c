#include "questions/draft.hpp"

#include <charconv>
#include <cmath>

namespace ahimmoyak::questions {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view white = " \t\r\n\v\f";
    const auto from = text.find_first_not_of(white);
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(white) - from + 1);
}

std::optional<double> number_of(std::string_view text)
{
    text = trimmed(text);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || failed != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::string text_of(double number) { return fmt::format("{}", number); }

std::string tag_of(std::string_view text)
{
    std::string plain;
    std::size_t characters = 0;
    for (const char c : trimmed(text)) {
        const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        if (begins && ++characters > 30)
            break;
        if (plain.empty() && (c == '#' || c == ' '))
            continue;
        plain += c == ',' || static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return std::string{trimmed(plain)};
}

} // namespace ahimmoyak::questions
