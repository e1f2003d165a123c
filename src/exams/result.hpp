#pragma once

#include "exams/entry.hpp"
#include "exams/paper_view.hpp"

/// What came of an attempt, as far as its trainee may know: in the caller's transaction.
namespace ahimmoyak::exams {

/// A question with what was answered and what was right.
struct marked_question : paper_question {
    std::optional<questions::response> response;
    std::optional<double> points_earned;     ///< none: it waits for a person
    std::vector<std::int64_t> right_choices; ///< as the paper has them, from 0
    std::vector<std::string> accepted;
    std::optional<double> number;
    std::optional<double> tolerance;
    std::optional<std::string> explanation;
};
BOOST_DESCRIBE_STRUCT(marked_question, (paper_question),
                      (response, points_earned, right_choices, accepted, number, tolerance, explanation))

struct exam_result : own_attempt {
    exams::exam_id exam_id;
    std::string title;
    courses::course_id course_id;
    offerings::course_provide_id course_provide_id;
    std::int64_t points_possible = 0;
    std::optional<double> points_earned; ///< when all of it is marked
    std::int64_t pass_percent = 60;
    std::int64_t seconds_used = 0;
    std::int64_t given_back_seconds = 0; ///< of an outage of the server
    std::int64_t answered_count = 0;
    std::int64_t question_count = 0;
    std::int64_t attempts_left = 0;
    exams::results_shown results_shown = exams::results_shown::SCORE_AT_ONCE;
    std::optional<std::vector<marked_question>> questions; ///< none while they are not shown
};
BOOST_DESCRIBE_STRUCT(exam_result, (own_attempt),
                      (exam_id, title, course_id, course_provide_id, points_possible, points_earned, pass_percent,
                       seconds_used, given_back_seconds, answered_count, question_count, attempts_left, results_shown,
                       questions))

/// Whether the trainee may read the questions of an attempt that is over, with what was right.
bool answers_are_shown(const sitting& at, timestamp now);

exam_result result_of(db::connection& in, const sitting& at, const submission& which, known_questions& known,
                      timestamp now);

} // namespace ahimmoyak::exams
