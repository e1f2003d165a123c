#pragma once

#include "db/connection.hpp"
#include "quiz/events.hpp"
#include "quiz/quiz.hpp"

#include <optional>
#include <string>
#include <vector>

/// What is kept of quizzes, with the rules of their states. Each function runs inside of a transaction.
namespace ahimmoyak::quiz {

/// How long after its end a quiz still takes answers: the end is judged by the picture, which a
/// trainee sees later than it happens.
inline constexpr std::chrono::milliseconds grace{5'000};
inline constexpr std::int64_t most_per_channel = 100;

/// A quiz with everything that is known of it.
std::optional<quiz> find(db::connection& in, quiz_id which);
/// Throws not_found().
quiz load(db::connection& in, quiz_id which);
std::vector<quiz> of_channel(db::connection& in, channel_id channel);

/// Throws a conflict when the channel has too many.
quiz add(db::connection& in, channel_id channel, const new_quiz& what, timestamp now);

/// The three steps; each writes its event. A step that the state does not allow is a conflict.
void open(db::connection& in, quiz_id which, timestamp now);
void close(db::connection& in, quiz_id which, timestamp now);
void reveal(db::connection& in, quiz_id which, timestamp now);

/// Closes what is open in a channel: the lecture is over.
void close_all(db::connection& in, channel_id channel, timestamp now);
/// Removes those of a channel: its lecture never took place.
void remove_all(db::connection& in, channel_id channel);
/// Closes the quizzes whose time, with the grace, is over; how many.
std::size_t close_due(db::connection& in, timestamp now);
/// When the next open quiz is to be closed; nothing when none has a limit.
std::optional<timestamp> next_due(db::connection& in);

/// Takes an answer once: the same again gives the first answer, another one is a conflict.
quiz_answer answer(db::connection& in, quiz_id which, taker_id taker, user_id user, std::int64_t option, timestamp now);
std::optional<std::int64_t> answer_of(db::connection& in, quiz_id which, taker_id taker);

struct given_answer {
    ahimmoyak::user_id user_id;
    std::int64_t answer = 0;
    timestamp answered_at{};
};
BOOST_DESCRIBE_STRUCT(given_answer, (), (user_id, answer, answered_at))
/// In the order given.
std::vector<given_answer> answers(db::connection& in, quiz_id which);

/// How many chose each option, by idx from 1.
std::vector<std::int64_t> counts(db::connection& in, quiz_id which);

/// What each trainee did in the quizzes of a lecture; those who answered none are left out.
struct score {
    taker_id enrollment_id;
    std::int64_t answered = 0;
    std::int64_t correct = 0;
};
BOOST_DESCRIBE_STRUCT(score, (), (enrollment_id, answered, correct))
std::vector<score> scores(db::connection& in, channel_id channel);

/// What a caller may see: the answer is the institution's until it is revealed.
quiz seen_by_trainee(quiz all, std::optional<std::int64_t> my_answer);

} // namespace ahimmoyak::quiz
