#include "learning/live_hours.hpp"

namespace ahimmoyak::learning {

namespace {

constexpr db::query add_live{R"(
    INSERT INTO learning_day (enrollment_id, day, credited_ms, spent_ms, live_ms, created_at, updated_at)
    VALUES ($1, $2, 0, 0, $3, $4, $4)
    ON CONFLICT (enrollment_id, day) DO UPDATE
    SET live_ms = learning_day.live_ms + excluded.live_ms, updated_at = excluded.updated_at)"};

} // namespace

void add_live_hours(db::connection& in, offerings::enrollment_id whose, date day, std::int64_t present_ms,
                    timestamp now)
{
    if (present_ms > 0)
        in.run(add_live, whose, day, present_ms, now);
}

} // namespace ahimmoyak::learning
