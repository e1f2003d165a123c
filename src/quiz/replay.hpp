#pragma once

#include "db/connection.hpp"
#include "quiz/quiz.hpp"

#include <vector>

/// When things happened in the quizzes of a lecture, for who looks back at it. Each runs inside of a transaction.
namespace ahimmoyak::quiz {

/// A quiz that was asked.
struct asked_at {
    ahimmoyak::quiz::quiz_id quiz_id;
    timestamp opened_at{};
    std::optional<timestamp> closed_at;
    std::optional<timestamp> revealed_at;
};
BOOST_DESCRIBE_STRUCT(asked_at, (), (quiz_id, opened_at, closed_at, revealed_at))
/// In the order asked.
std::vector<asked_at> times_of(db::connection& in, channel_id channel);

/// How many answers came within a minute, which is counted from 1970.
struct answers_in_minute {
    std::int64_t minute = 0;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(answers_in_minute, (), (minute, count))
std::vector<answers_in_minute> answers_by_minute(db::connection& in, channel_id channel);

} // namespace ahimmoyak::quiz
