#include "learning/study.hpp"

#include "learning/progress.hpp"

namespace ahimmoyak::learning {

namespace {

constexpr db::query kept_lesson{R"(
    SELECT credited_ms, spent_ms, coverage FROM contents_history WHERE enrollment_id = $1 AND content_id = $2)"};

struct kept_study {
    std::int64_t credited_ms = 0;
    std::int64_t spent_ms = 0;
    std::string coverage;
};
BOOST_DESCRIBE_STRUCT(kept_study, (), (credited_ms, spent_ms, coverage))

} // namespace

lesson_study explain(const coverage& seen, std::int64_t credited, std::int64_t spent, std::int64_t approved, bool begun)
{
    const lesson_figures figures{approved, credited, seen.reached_ms(), begun};
    lesson_study made;
    made.credited_seconds = counted_ms(figures) / 1'000;
    made.approved_seconds = approved / 1'000;
    made.spent_seconds = spent / 1'000;
    made.progress_percent = percent_of(figures);
    made.end_reached = seen.reached_ms() + 1'500 >= approved;
    for (const auto& each : seen.stretches())
        made.played.push_back({each.from_ms / 1'000, (each.to_ms + 999) / 1'000, each.rate_percent});
    return made;
}

lesson_study study_of(db::connection& in, offerings::enrollment_id of, courses::content_id lesson,
                      std::int64_t approved)
{
    const auto found = in.first<kept_study>(kept_lesson, of, lesson);
    const auto kept = found.value_or(kept_study{});
    return explain(coverage::from(kept.coverage).value_or(coverage{}), kept.credited_ms, kept.spent_ms, approved,
                   found.has_value());
}

} // namespace ahimmoyak::learning
