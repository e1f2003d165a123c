#pragma once

#include "base/caller.hpp"
#include "base/values.hpp"
#include "json/codec.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak {

struct channel_tag;
/// A live lecture and what belongs to it: its broadcast, its chat room, its quizzes.
using channel_id = id<channel_tag>;

namespace quiz {

struct quiz_tag;
using quiz_id = id<quiz_tag>;

/// One trainee's place in an offering, as the gate knows it.
struct taker_tag;
using taker_id = id<taker_tag>;

/// DRAFT → OPEN → CLOSED → REVEALED, each step once.
enum class quiz_state { DRAFT, OPEN, CLOSED, REVEALED };
BOOST_DESCRIBE_ENUM(quiz_state, DRAFT, OPEN, CLOSED, REVEALED)

struct quiz_option {
    std::int64_t idx = 0; ///< from 1
    std::string text;
};
BOOST_DESCRIBE_STRUCT(quiz_option, (), (idx, text))

/// A quiz as one caller may see it.
struct quiz {
    quiz_id id;
    ahimmoyak::channel_id channel_id;
    std::string question;
    std::vector<quiz_option> options;
    std::optional<std::int64_t> time_limit_seconds;
    quiz_state state = quiz_state::DRAFT;
    std::optional<timestamp> opened_at;
    std::optional<timestamp> closes_at;
    std::optional<std::int64_t> answer;    ///< for the institution, and for all once revealed
    std::optional<std::string> solution;   ///< as answer
    std::optional<std::int64_t> my_answer; ///< for a trainee
};
BOOST_DESCRIBE_STRUCT(quiz, (),
                      (id, channel_id, question, options, time_limit_seconds, state, opened_at, closes_at, answer,
                       solution, my_answer))

struct new_quiz {
    text<1, 500> question;
    json::list<text<1, 200>, 2, 10> options;
    whole<1, 10> answer;
    std::optional<text<1, 2'000>> solution;
    std::optional<whole<5, 600>> time_limit_seconds;
};
BOOST_DESCRIBE_STRUCT(new_quiz, (), (question, options, answer, solution, time_limit_seconds))

struct quiz_answer {
    ahimmoyak::quiz::quiz_id quiz_id;
    std::int64_t option = 0;
    timestamp answered_at{};
};
BOOST_DESCRIBE_STRUCT(quiz_answer, (), (quiz_id, option, answered_at))

} // namespace quiz

} // namespace ahimmoyak
