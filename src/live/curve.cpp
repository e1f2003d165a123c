#include "live/curve.hpp"

#include "chat/replay.hpp"
#include "live/minutes.hpp"
#include "quiz/replay.hpp"

#include <algorithm>

namespace ahimmoyak::live {

namespace {

using minute = std::chrono::minutes;

std::int64_t minute_number(timestamp at) { return std::chrono::floor<minute>(at).time_since_epoch().count(); }

} // namespace

timestamp first_minute(timestamp on_since) { return std::chrono::floor<minute>(on_since); }

std::vector<lecture_minute> curve_of(db::connection& in, const lecture& which, const std::vector<presence>& seen,
                                     timestamp now)
{
    std::vector<lecture_minute> curve;
    if (!which.started_at)
        return curve;
    const auto begin = first_minute(*which.started_at);
    const auto end = std::max(which.ended_at.value_or(now), *which.started_at);
    const auto count = std::min(minute_number(end) - minute_number(begin) + 1, most_minutes);
    curve.resize(static_cast<std::size_t>(std::max<std::int64_t>(count, 0)));
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const auto number = static_cast<std::int64_t>(i);
        curve[i].at = begin + minute{number};
        curve[i].present_count =
            std::ranges::count_if(seen, [&](const presence& each) { return has_minute(each.minutes, number); });
    }
    const auto at = [&](std::int64_t number) -> lecture_minute* {
        const auto place = number - minute_number(begin);
        return place >= 0 && place < std::ssize(curve) ? &curve[static_cast<std::size_t>(place)] : nullptr;
    };
    for (const auto& each : quiz::answers_by_minute(in, which.id))
        if (auto* found = at(each.minute))
            found->answer_count = each.count;
    for (const auto& each : chat::messages_by_minute(in, which.id))
        if (auto* found = at(each.minute))
            found->message_count = each.count;
    return curve;
}

} // namespace ahimmoyak::live
