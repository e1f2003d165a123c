#include "learning/progress.hpp"

#include <algorithm>

namespace ahimmoyak::learning {

namespace {

// Lengths are kept in whole seconds, and a page misses the last moments of the picture.
constexpr std::int64_t tail_ms = 1'500;

bool is_full(const lesson_figures& lesson)
{
    if (lesson.approved_ms == 0)
        return lesson.begun;
    return lesson.credited_ms + tail_ms >= lesson.approved_ms && lesson.reached_ms + tail_ms >= lesson.approved_ms &&
           lesson.credited_ms > 0;
}

} // namespace

std::int64_t approved_ms(courses::content_type type, std::optional<std::int64_t> length_seconds, const rule_set& by)
{
    if (!courses::has_file(type) && type != courses::content_type::TEXT)
        return 0;
    return 1'000 * (length_seconds && *length_seconds > 0 ? *length_seconds : by.material_seconds.value);
}

std::int64_t percent_of(const lesson_figures& lesson)
{
    if (is_full(lesson))
        return 100;
    return std::clamp<std::int64_t>(lesson.credited_ms * 100 / std::max<std::int64_t>(1, lesson.approved_ms), 0, 99);
}

std::int64_t counted_ms(const lesson_figures& lesson)
{
    return is_full(lesson) ? lesson.approved_ms : std::min(lesson.credited_ms, lesson.approved_ms);
}

std::int64_t percent_of(std::span<const lesson_figures> lessons, const rule_set& by)
{
    std::int64_t asked = 0;
    std::int64_t earned = 0;
    for (const auto& each : lessons) {
        asked += each.approved_ms;
        if (percent_of(each) >= by.counted_from_percent.value)
            earned += counted_ms(each);
    }
    if (lessons.empty())
        return 0;
    return earned >= asked && std::all_of(lessons.begin(), lessons.end(), is_full)
               ? 100
               : std::min<std::int64_t>(99, earned * 100 / std::max<std::int64_t>(1, asked));
}

bool is_open(std::span<const lesson_figures> lessons, std::size_t at, const rule_set& by)
{
    if (at == 0 || at >= lessons.size() || lessons[at].begun)
        return at < lessons.size();
    return percent_of(lessons[at - 1]) >= by.next_lesson_opens_at_percent.value;
}

} // namespace ahimmoyak::learning
