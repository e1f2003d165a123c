#include "learning/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace ahimmoyak::learning {

namespace {

// Joins to the last stretch when it goes on at the same rate.
void append(std::vector<stretch>& to, const stretch& next)
{
    if (next.from_ms >= next.to_ms)
        return;
    if (!to.empty() && to.back().to_ms == next.from_ms && to.back().rate_percent == next.rate_percent)
        to.back().to_ms = next.to_ms;
    else
        to.push_back(next);
}

bool take_number(std::string_view& text, std::int64_t& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{})
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

bool take_letter(std::string_view& text, char letter)
{
    if (text.empty() || text.front() != letter)
        return false;
    text.remove_prefix(1);
    return true;
}

} // namespace

bool coverage::add(stretch played)
{
    played.rate_percent = std::max<std::int64_t>(100, played.rate_percent);
    std::vector<stretch> made;
    made.reserve(stretches_.size() + 2);
    auto open = played.from_ms; // what of the new stretch is not placed yet
    const auto fill = [&](std::int64_t until) {
        const auto end = std::min(until, played.to_ms);
        if (open < end) {
            append(made, {open, end, played.rate_percent});
            open = end;
        }
    };
    for (const auto& each : stretches_) {
        fill(each.from_ms);
        const auto from = std::clamp(played.from_ms, each.from_ms, each.to_ms);
        const auto to = std::clamp(played.to_ms, from, each.to_ms);
        append(made, {each.from_ms, from, each.rate_percent});
        append(made, {from, to, std::min(each.rate_percent, played.rate_percent)});
        append(made, {to, each.to_ms, each.rate_percent});
        open = std::max(open, std::min(each.to_ms, played.to_ms));
    }
    fill(played.to_ms);
    if (made.size() > most_stretches && made.size() > stretches_.size())
        return false;
    stretches_ = std::move(made);
    return true;
}

std::int64_t coverage::credited_ms() const
{
    std::int64_t sum = 0;
    for (const auto& each : stretches_)
        sum += (each.to_ms - each.from_ms) * 100 / each.rate_percent;
    return sum;
}

std::string coverage::to_text() const
{
    std::string text;
    for (const auto& each : stretches_)
        fmt::format_to(std::back_inserter(text), "{}{}-{}@{}", text.empty() ? "" : " ", each.from_ms, each.to_ms,
                       each.rate_percent);
    return text;
}

std::optional<coverage> coverage::from(std::string_view text)
{
    coverage read;
    std::int64_t before = 0;
    while (!text.empty()) {
        stretch next;
        if (!take_number(text, next.from_ms) || !take_letter(text, '-') || !take_number(text, next.to_ms) ||
            !take_letter(text, '@') || !take_number(text, next.rate_percent) || next.from_ms < before ||
            next.to_ms <= next.from_ms || next.rate_percent < 100 || (!text.empty() && !take_letter(text, ' ')))
            return std::nullopt;
        before = next.to_ms;
        read.stretches_.push_back(next);
    }
    return read;
}

} // namespace ahimmoyak::learning
