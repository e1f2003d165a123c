#include "exams/timing.hpp"

#include "base/clock.hpp"

#include <algorithm>

namespace ahimmoyak::exams {

timestamp end_of_day(date day, const std::string& zone)
{
    using namespace std::chrono;
    // No zone is further from UTC than 15 hours; where exactly its day turns over, only the C library knows.
    auto within = floor<milliseconds>(day.value - hours{15});
    auto after = floor<milliseconds>(day.value + days{1} + hours{15});
    while (after - within > milliseconds{1}) {
        const auto middle = within + (after - within) / 2;
        (clock::day_of(middle, zone) <= day ? within : after) = middle;
    }
    return after;
}

timestamp deadline_of(timestamp started, const limits& by)
{
    auto ends = by.offering_ends;
    if (by.minutes)
        ends = std::min<timestamp>(ends, started + std::chrono::minutes{*by.minutes});
    if (by.closes_at)
        ends = std::min(ends, *by.closes_at);
    return ends;
}

} // namespace ahimmoyak::exams
