#include "tables/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace ahimmoyak::tables {

std::optional<place> place_from(std::string_view reference)
{
    std::size_t column = 0;
    std::size_t at = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z'; ++at) {
        column = column * 26 + static_cast<std::size_t>(reference[at] - 'A' + 1);
        if (column > last_column + 1)
            return std::nullopt;
    }
    if (at == 0 || at == reference.size())
        return std::nullopt;
    std::int64_t row = 0;
    for (; at < reference.size(); ++at) {
        if (reference[at] < '0' || reference[at] > '9')
            return std::nullopt;
        row = row * 10 + (reference[at] - '0');
        if (row > last_row)
            return std::nullopt;
    }
    if (row == 0)
        return std::nullopt;
    return place{row, column - 1};
}

std::string to_text(place where)
{
    std::string letters;
    for (auto left = where.column + 1; left > 0; left = (left - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    return letters + std::to_string(where.row);
}

std::string number_text(double number)
{
    if (std::abs(number) < 1e15 && std::trunc(number) == number)
        return std::to_string(static_cast<std::int64_t>(number));
    return fmt::format("{:.15g}", number);
}

std::optional<std::string> date_text(double number, bool since_1904)
{
    using namespace std::chrono;
    if (!(number >= 0) || number >= 2'958'466) // 10000-01-01
        return std::nullopt;
    const auto second = static_cast<std::int64_t>(std::llround(number * 86'400));
    const auto whole = second / 86'400;
    const auto rest = second % 86'400;
    // Spreadsheets of the 1900 system believe in a 29 February 1900, their day 60.
    const sys_days first = since_1904   ? sys_days{year{1904} / 1 / 1}
                           : whole < 60 ? sys_days{year{1899} / 12 / 31}
                                        : sys_days{year{1899} / 12 / 30};
    const year_month_day day{first + days{whole}};
    const auto time = fmt::format("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    if (whole == 0 && rest != 0)
        return time;
    auto text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                            static_cast<unsigned>(day.day()));
    return rest == 0 ? text : text + " " + time;
}

bool is_date_format(std::int64_t builtin)
{
    const auto within = [builtin](std::int64_t from, std::int64_t to) { return builtin >= from && builtin <= to; };
    return within(14, 22) || within(27, 36) || within(45, 47) || within(50, 58);
}

bool is_date_format(std::string_view code)
{
    if (code == "General")
        return false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '"' || c == '[') { // a text, a colour or a condition; [h] counts hours and is no date either
            const auto end = code.find(c == '"' ? '"' : ']', i + 1);
            if (end == std::string_view::npos)
                return false;
            i = end;
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (std::string_view{"dmyhsDMYHS"}.find(c) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

} // namespace ahimmoyak::tables
