#pragma once

#include "db/connection.hpp"
#include "marking/rule.hpp"

/// What waits for a person, and where: in the caller's transaction.
namespace ahimmoyak::marking {

/// For the navigation.
struct waiting_counts {
    std::int64_t answers = 0;
    std::int64_t copy_cases = 0;
};
BOOST_DESCRIBE_STRUCT(waiting_counts, (), (answers, copy_cases))

waiting_counts waiting_in(db::connection& in, institution_id whose);

/// An exam with something to mark, or that had it.
struct marked_exam {
    exams::exam_id id;
    std::string title;
    courses::course_id course_id;
    std::string course_title;
    exams::exam_kind kind = exams::exam_kind::QUIZ;
    std::int64_t attempt_count = 0; ///< handed in
    std::int64_t answer_count = 0;  ///< that a person has to mark, or has
    std::int64_t waiting_count = 0;
    std::int64_t open_case_count = 0;
    std::optional<timestamp> submitted_at; ///< the last one
};
BOOST_DESCRIBE_STRUCT(marked_exam, (),
                      (id, title, course_id, course_title, kind, attempt_count, answer_count, waiting_count,
                       open_case_count, submitted_at))

/// Exams that somebody has handed in, those with most waiting first; at most 200.
std::vector<marked_exam> marked_exams(db::connection& in, institution_id whose);

/// A question of an exam's papers that people mark.
struct desk_question {
    questions::question_id question_id;
    std::string words; ///< what it asks, in short
    std::int64_t points = 0;
    std::int64_t answer_count = 0;
    std::int64_t waiting_count = 0;
    std::int64_t own_waiting_count = 0; ///< of these, what the caller may mark
};
BOOST_DESCRIBE_STRUCT(desk_question, (), (question_id, words, points, answer_count, waiting_count, own_waiting_count))

struct desk_exam : marked_exam {
    marking_rule rule;
    std::vector<desk_question> questions;
};
BOOST_DESCRIBE_STRUCT(desk_exam, (marked_exam), (rule, questions))

desk_exam read_desk(db::connection& in, const caller& who, exams::exam_id which);

/// A line of the list of answers to a question.
struct answer_line {
    exams::submission_id submission_id;
    std::int64_t position = 0;
    std::optional<std::string> trainee_name; ///< where marking is not anonymous
    std::string words;                       ///< of the answer, in short
    std::int64_t points = 0;
    std::optional<std::int64_t> points_hundredths;
    std::int64_t mark_count = 0;
    std::optional<timestamp> submitted_at;
};
BOOST_DESCRIBE_STRUCT(answer_line, (),
                      (submission_id, position, trainee_name, words, points, points_hundredths, mark_count,
                       submitted_at))

/// In the order of the attempts, after one of them.
std::vector<answer_line> answers_to(db::connection& in, const caller& who, exams::exam_id exam,
                                    questions::question_id question, exams::submission_id after, std::int64_t most);

/// The beginning of a text, at most so many characters.
std::string in_short(std::string_view words, std::size_t most);

} // namespace ahimmoyak::marking
