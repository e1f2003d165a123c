#include "live/minutes.hpp"

#include <algorithm>

namespace ahimmoyak::live {

namespace {

constexpr std::string_view hexadecimal = "0123456789abcdef";

std::size_t digit_of(char c) { return std::min(hexadecimal.find(c), std::size_t{16}) % 16; }

} // namespace

void mark_minutes(std::string& row, std::int64_t first, std::int64_t last)
{
    first = std::max<std::int64_t>(first, 0);
    last = std::min(last, most_minutes - 1);
    if (first > last)
        return;
    if (const auto digits = static_cast<std::size_t>(last / 4 + 1); row.size() < digits)
        row.resize(digits, '0');
    for (auto minute = first; minute <= last; ++minute) {
        auto& digit = row[static_cast<std::size_t>(minute / 4)];
        digit = hexadecimal[digit_of(digit) | (std::size_t{8} >> (minute % 4))];
    }
}

bool has_minute(std::string_view row, std::int64_t minute)
{
    const auto at = static_cast<std::size_t>(minute / 4);
    return minute >= 0 && at < row.size() && (digit_of(row[at]) & (std::size_t{8} >> (minute % 4))) != 0;
}

} // namespace ahimmoyak::live
