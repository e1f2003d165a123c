#pragma once

#include "courses/course.hpp"
#include "learning/rules.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace ahimmoyak::learning {

/// What a lesson asks for, and what the trainee has earned of it.
struct lesson_figures {
    std::int64_t approved_ms = 0; ///< what full progress takes
    std::int64_t credited_ms = 0;
    std::int64_t reached_ms = 0; ///< the last moment that was played
    bool begun = false;
};

/// How long a lesson counts for: its own length, or what the rules say for what is read and has none. Links,
/// live lectures and exams count for nothing here (the latter have rules of their own): they are done when
/// they were opened.
std::int64_t approved_ms(courses::content_type type, std::optional<std::int64_t> length_seconds, const rule_set& by);

/// 0 to 100. 100 only with the full time and the last second reached, 99 until both.
std::int64_t percent_of(const lesson_figures& lesson);

/// What of its time counts: all of it with full progress, which forgives the last moments.
std::int64_t counted_ms(const lesson_figures& lesson);

/// The course's, weighted by the lessons' time; 100 only when all lessons have it. A course without
/// lessons has none.
std::int64_t percent_of(std::span<const lesson_figures> lessons, const rule_set& by);

/// Whether the lesson at that place may be opened: the one before has enough progress, or it was begun
/// already (what is open never closes).
bool is_open(std::span<const lesson_figures> lessons, std::size_t at, const rule_set& by);

} // namespace ahimmoyak::learning
