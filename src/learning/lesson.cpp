#include "learning/lesson.hpp"

#include <algorithm>

namespace ahimmoyak::learning {

namespace {

bool has_more(const seen_lesson& lesson)
{
    return lesson.type == courses::content_type::VIDEO && lesson.time_amount_seconds && lesson.progress &&
           *lesson.progress * 20 < *lesson.time_amount_seconds * 19;
}

} // namespace

lesson_figures figures_of(const seen_lesson& lesson, const rule_set& by)
{
    return {approved_ms(lesson.type, lesson.time_amount_seconds, by), lesson.credited_ms, lesson.reached_ms,
            lesson.progress.has_value()};
}

const seen_lesson* next_lesson(const std::vector<seen_lesson>& lessons, const rule_set& by)
{
    auto newest = lessons.end();
    for (auto each = lessons.begin(); each != lessons.end(); ++each)
        if (each->touched_at && (newest == lessons.end() || *newest->touched_at <= *each->touched_at))
            newest = each;
    if (newest != lessons.end() &&
        (has_more(*newest) || percent_of(figures_of(*newest, by)) < by.next_lesson_opens_at_percent.value))
        return &*newest;
    const auto from = newest == lessons.end() ? lessons.begin() : newest + 1;
    if (from != lessons.end())
        return &*from;
    const auto unopened = std::find_if(lessons.begin(), lessons.end(), [](const auto& each) { return !each.progress; });
    return unopened == lessons.end() ? nullptr : &*unopened;
}

} // namespace ahimmoyak::learning
