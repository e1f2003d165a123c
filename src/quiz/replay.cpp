#include "quiz/replay.hpp"

namespace ahimmoyak::quiz {

static constexpr db::query times_in_channel{R"(
    SELECT id AS quiz_id, opened_at, closed_at, revealed_at FROM live_quiz
    WHERE channel_id = $1 AND opened_at IS NOT NULL ORDER BY opened_at, id)"};

static constexpr db::query answers_of_minutes{R"(
    SELECT a.answered_at / 60000 AS minute, COUNT(*) AS count
    FROM live_quiz_answer a JOIN live_quiz q ON q.id = a.quiz_id
    WHERE q.channel_id = $1 GROUP BY a.answered_at / 60000 ORDER BY 1)"};

std::vector<asked_at> times_of(db::connection& in, channel_id channel)
{
    return in.all<asked_at>(times_in_channel, channel);
}

std::vector<answers_in_minute> answers_by_minute(db::connection& in, channel_id channel)
{
    return in.all<answers_in_minute>(answers_of_minutes, channel);
}

} // namespace ahimmoyak::quiz
