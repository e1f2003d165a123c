#include "analysis/period.hpp"

#include <fmt/format.h>

namespace ahimmoyak::analysis {

namespace {

constexpr int most_months = 120;

struct asked_days {
    date first;
    date last;
};

// A day is itself, a month is all of its days. Years of four digits, from 1900 on: what nobody means is no period.
std::optional<asked_days> days_of_text(std::string_view text)
{
    if (text.size() == 10) {
        const auto day = date_from(text);
        if (!day || text < "1900-01-01")
            return std::nullopt;
        return asked_days{*day, *day};
    }
    if (text.size() != 7)
        return std::nullopt;
    const auto first = date_from(std::string{text} + "-01");
    if (!first || text < "1900-01")
        return std::nullopt;
    const auto whole = month::of(*first);
    return asked_days{whole.first_day(), whole.last_day()};
}

issue no_day(std::string_view pointer)
{
    return {std::string{pointer},
            "period",
            {"2026-11 또는 2026-11-27처럼 입력하세요.", "Write a month or a day, such as 2026-11 or 2026-11-27."}};
}

} // namespace

month month::of(date day)
{
    const std::chrono::year_month_day parts{day.value};
    return {static_cast<int>(parts.year()) * 12 + static_cast<int>(static_cast<unsigned>(parts.month())) - 1};
}

std::string month::text() const { return fmt::format("{:04}-{:02}", number / 12, number % 12 + 1); }

std::string month::quarter_text() const { return fmt::format("{:04}-Q{}", number / 12, number % 12 / 3 + 1); }

date month::first_day() const
{
    return {std::chrono::sys_days{std::chrono::year{number / 12} / (number % 12 + 1) / 1}};
}

date month::last_day() const { return {next().first_day().value - std::chrono::days{1}}; }

std::vector<month> period::months() const
{
    std::vector<month> all;
    for (auto each = month::of(from); each <= month::of(to); each = each.next())
        all.push_back(each);
    return all;
}

std::vector<month> period::quarters() const
{
    std::vector<month> all;
    for (auto each = month::of(from).first_of_quarter(); each <= month::of(to); each = each.plus(3))
        all.push_back(each);
    return all;
}

period period_from(const period_query& asked, date today)
{
    std::vector<issue> wrong;
    const auto read = [&](const std::optional<text<7, 10>>& said, std::string_view pointer) {
        const auto days = said ? days_of_text(said->value) : std::nullopt;
        if (said && !days)
            wrong.push_back(no_day(pointer));
        return days;
    };
    const auto from = read(asked.from, "/from");
    const auto to = read(asked.to, "/to");
    if (!wrong.empty())
        throw invalid(std::move(wrong));
    period made;
    made.to = to ? to->last : month::of(today).last_day();
    made.from = from ? from->first : month::of(made.to).plus(-11).first_day();
    if (made.from > made.to)
        throw invalid(
            "/from", "turned_around",
            {"시작이 끝보다 늦습니다. 두 날을 바꾸어 보세요.", "The period begins after it ends: exchange the two."});
    if (month::of(made.to).number - month::of(made.from).number >= most_months)
        throw invalid("/from", "too_long",
                      {"기간은 10년(120개월)까지입니다. 더 짧게 골라 주세요.",
                       "A period is ten years (120 months) at most: choose a shorter one."});
    return made;
}

} // namespace ahimmoyak::analysis
