#include "base/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace ahimmoyak {

namespace {

// Lists are full of times: printf would take longer over them than the rest of a row takes.
template <class N>
void put_digits(std::string& out, N number, std::size_t digits)
{
    const auto at = out.size();
    out.resize(at + digits);
    auto left = static_cast<unsigned>(number);
    for (std::size_t i = digits; i > 0; --i, left /= 10)
        out[at + i - 1] = static_cast<char>('0' + left % 10);
}

void put_day(std::string& out, std::chrono::sys_days day)
{
    const std::chrono::year_month_day ymd{day};
    const int year = static_cast<int>(ymd.year());
    if (year >= 0 && year <= 9999)
        put_digits(out, year, 4);
    else
        out += std::to_string(year);
    out += '-';
    put_digits(out, static_cast<unsigned>(ymd.month()), 2);
    out += '-';
    put_digits(out, static_cast<unsigned>(ymd.day()), 2);
}

} // namespace

std::string to_rfc3339(timestamp at)
{
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::hh_mm_ss time{at - day};
    std::string out;
    out.reserve(24);
    put_day(out, day);
    out += 'T';
    put_digits(out, time.hours().count(), 2);
    out += ':';
    put_digits(out, time.minutes().count(), 2);
    out += ':';
    put_digits(out, time.seconds().count(), 2);
    out += '.';
    put_digits(out, time.subseconds().count(), 3);
    out += 'Z';
    return out;
}

std::string to_text(date day)
{
    std::string out;
    put_day(out, day.value);
    return out;
}

namespace {

// Reads exactly `digits` decimal digits off the front.
std::optional<int> take_digits(std::string_view& from, std::size_t digits)
{
    if (from.size() < digits || !std::all_of(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(digits),
                                             [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    int number = 0;
    for (std::size_t i = 0; i < digits; ++i)
        number = number * 10 + (from[i] - '0');
    from.remove_prefix(digits);
    return number;
}

bool take(std::string_view& from, char expected)
{
    if (from.empty() || from.front() != expected)
        return false;
    from.remove_prefix(1);
    return true;
}

std::optional<date> take_date(std::string_view& from)
{
    const auto y = take_digits(from, 4);
    if (!y || !take(from, '-'))
        return std::nullopt;
    const auto m = take_digits(from, 2);
    if (!m || !take(from, '-'))
        return std::nullopt;
    const auto d = take_digits(from, 2);
    if (!d)
        return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{*y}, std::chrono::month(static_cast<unsigned>(*m)),
                                          std::chrono::day(static_cast<unsigned>(*d))};
    if (!ymd.ok())
        return std::nullopt;
    return date{std::chrono::sys_days{ymd}};
}

} // namespace

std::optional<date> date_from(std::string_view from)
{
    const auto found = take_date(from);
    return from.empty() ? found : std::nullopt;
}

std::optional<timestamp> timestamp_from(std::string_view from)
{
    using namespace std::chrono;
    const auto day = take_date(from);
    if (!day || !(take(from, 'T') || take(from, 't')))
        return std::nullopt;
    const auto h = take_digits(from, 2);
    if (!h || *h > 23 || !take(from, ':'))
        return std::nullopt;
    const auto m = take_digits(from, 2);
    if (!m || *m > 59 || !take(from, ':'))
        return std::nullopt;
    const auto s = take_digits(from, 2);
    if (!s || *s > 60)
        return std::nullopt;
    int thousandths = 0;
    if (take(from, '.')) {
        int weight = 100;
        bool any = false;
        while (!from.empty() && from.front() >= '0' && from.front() <= '9') {
            thousandths += (from.front() - '0') * weight;
            weight /= 10;
            any = true;
            from.remove_prefix(1);
        }
        if (!any)
            return std::nullopt;
    }
    minutes offset{0};
    if (!take(from, 'Z') && !take(from, 'z')) {
        const bool east = take(from, '+');
        if (!east && !take(from, '-'))
            return std::nullopt;
        const auto oh = take_digits(from, 2);
        if (!oh || *oh > 23 || !take(from, ':'))
            return std::nullopt;
        const auto om = take_digits(from, 2);
        if (!om || *om > 59)
            return std::nullopt;
        offset = (east ? 1 : -1) * (hours{*oh} + minutes{*om});
    }
    if (!from.empty())
        return std::nullopt;
    return timestamp{day->value} + hours{*h} + minutes{*m} + seconds{*s} + milliseconds{thousandths} - offset;
}

std::size_t code_points(std::string_view utf8)
{
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// The well-formed byte sequences of The Unicode Standard, table 3-7.
bool is_utf8(std::string_view bytes)
{
    const auto at = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
    const auto tail = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return at(i) >= low && at(i) <= high;
    };
    for (std::size_t i = 0; i < bytes.size();) {
        const unsigned c = at(i);
        if (c < 0x80)
            i += 1;
        else if (c >= 0xC2 && c <= 0xDF && tail(i + 1))
            i += 2;
        else if (c >= 0xE0 && c <= 0xEF && tail(i + 1, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF) && tail(i + 2))
            i += 3;
        else if (c >= 0xF0 && c <= 0xF4 && tail(i + 1, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF) &&
                 tail(i + 2) && tail(i + 3))
            i += 4;
        else
            return false;
    }
    return true;
}

} // namespace ahimmoyak
