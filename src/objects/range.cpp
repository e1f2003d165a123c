#include "objects/range.hpp"

#include <algorithm>
#include <charconv>

namespace ahimmoyak::objects {

namespace {

std::optional<std::uint64_t> number_in(std::string_view text)
{
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || end != text.data() + text.size())
        return std::nullopt;
    if (error == std::errc::result_out_of_range)
        return UINT64_MAX;
    return error == std::errc{} ? std::optional{out} : std::nullopt;
}

} // namespace

asked_range range_of(std::string_view field, std::uint64_t size)
{
    constexpr std::string_view unit = "bytes=";
    if (!field.starts_with(unit))
        return {};
    field.remove_prefix(unit.size());
    while (!field.empty() && field.front() == ' ')
        field.remove_prefix(1);
    while (!field.empty() && field.back() == ' ')
        field.remove_suffix(1);
    const auto dash = field.find('-');
    if (dash == std::string_view::npos || field.find(',') != std::string_view::npos)
        return {};
    const auto before = field.substr(0, dash);
    const auto after = field.substr(dash + 1);
    const auto first = number_in(before);
    const auto last = number_in(after);
    if ((!before.empty() && !first) || (!after.empty() && !last) || (before.empty() && after.empty()))
        return {};
    using enum asked_range::kind;
    if (before.empty()) { // the last so many
        const auto length = std::min(*last, size);
        if (length == 0)
            return {unsatisfiable};
        return {part, {size - length, length}};
    }
    if (last && *last < *first)
        return {};
    if (*first >= size)
        return {unsatisfiable};
    const auto end = last ? std::min(*last, size - 1) : size - 1;
    return {part, {*first, end - *first + 1}};
}

} // namespace ahimmoyak::objects
