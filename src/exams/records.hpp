#pragma once

#include "exams/paper.hpp"

#include <optional>
#include <string>
#include <vector>

/// Exams as their institution has them: in the caller's transaction.
namespace ahimmoyak::exams {

struct exam_summary {
    exam_id id;
    courses::course_id course_id;
    std::optional<courses::content_id> content_id; ///< the EXAM lesson from which it is entered
    exam_kind kind = exam_kind::QUIZ;
    std::string title;
    exam_state state = exam_state::DRAFT;
    std::optional<timestamp> opens_at;
    std::optional<timestamp> closes_at;
    std::optional<std::int64_t> time_limit_minutes;
    std::int64_t attempts = 1;
    std::int64_t pass_percent = 60;
    std::int64_t weight = 0; ///< its share of the course's score; 0: practice
    std::int64_t question_count = 0;
    std::int64_t points_possible = 0;
    std::int64_t submission_count = 0; ///< attempts that were begun
    std::int64_t waiting_count = 0;    ///< of these, handed in with something that a person has to mark
    std::int64_t version = 0;
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(exam_summary, (),
                      (id, course_id, content_id, kind, title, state, opens_at, closes_at, time_limit_minutes, attempts,
                       pass_percent, weight, question_count, points_possible, submission_count, waiting_count, version,
                       updated_at))

/// A part of an exam's papers: one question, or so many drawn at random from the bank.
struct exam_part {
    std::optional<questions::question_id> question_id;
    std::optional<whole<1, 100>> drawn_count;
    std::optional<text<1, 50>> drawn_tag;
    std::optional<questions::difficulty> drawn_difficulty;
    whole<1, 1000, 1> points; ///< of each
};
BOOST_DESCRIBE_STRUCT(exam_part, (), (question_id, drawn_count, drawn_tag, drawn_difficulty, points))

/// The same with what an editor shows.
struct shown_exam_part {
    std::optional<questions::question_id> question_id;
    std::optional<std::int64_t> drawn_count;
    std::optional<std::string> drawn_tag;
    std::optional<questions::difficulty> drawn_difficulty;
    std::int64_t points = 1;
    std::optional<std::string> words; ///< of the question
    std::optional<questions::question_kind> kind;
    std::optional<bool> removed;           ///< from the bank; it stays on the papers
    std::optional<std::int64_t> available; ///< for a draw: how many the bank has
};
BOOST_DESCRIBE_STRUCT(shown_exam_part, (),
                      (question_id, drawn_count, drawn_tag, drawn_difficulty, points, words, kind, removed, available))

struct exam_detail : exam_summary {
    std::optional<std::string> description;
    bool shuffle_questions = false;
    bool shuffle_choices = false;
    exams::results_shown results_shown = exams::results_shown::SCORE_AT_ONCE;
    std::vector<shown_exam_part> questions;
};
BOOST_DESCRIBE_STRUCT(exam_detail, (exam_summary),
                      (description, shuffle_questions, shuffle_choices, results_shown, questions))

struct exam_form {
    text<1, 100> title;
    std::optional<text<0, 2000>> description;
    exam_kind kind = exam_kind::QUIZ;
    std::optional<courses::content_id> content_id;
    std::optional<timestamp> opens_at;
    std::optional<timestamp> closes_at;
    std::optional<whole<1, 1440>> time_limit_minutes;
    whole<1, 20, 1> attempts;
    whole<0, 100, 60> pass_percent;
    whole<0, 100, 100> weight;
    std::optional<bool> shuffle_questions; ///< yes, where nothing is said
    std::optional<bool> shuffle_choices;   ///< likewise
    std::optional<exams::results_shown> results_shown;
    std::optional<exam_state> state; ///< DRAFT at first
    json::list<exam_part, 0, 100> questions;
};
BOOST_DESCRIBE_STRUCT(exam_form, (),
                      (title, description, kind, content_id, opens_at, closes_at, time_limit_minutes, attempts,
                       pass_percent, weight, shuffle_questions, shuffle_choices, results_shown, state, questions))

/// The course is the institution's, or the 404.
void check_course(db::connection& in, institution_id whose, courses::course_id course);

/// In the order in which they were made; at most 100.
std::vector<exam_summary> exams_of(db::connection& in, courses::course_id course);

/// Or the 404.
exam_detail read_exam(db::connection& in, institution_id whose, courses::course_id course, exam_id which);

exam_id add_exam(db::connection& in, institution_id whose, courses::course_id course, const exam_form& form,
                 timestamp now);
/// Throws the 412 when it is not based on what there is now. What was begun keeps its papers.
void change_exam(db::connection& in, institution_id whose, courses::course_id course, exam_id which,
                 const exam_form& form, std::optional<std::int64_t> based_on, timestamp now);
/// Refused once somebody has begun it.
void remove_exam(db::connection& in, institution_id whose, courses::course_id course, exam_id which, timestamp now);

/// For drawing: of the institution, whatever its state.
exam_facts facts_of_exam(db::connection& in, exam_id which);

} // namespace ahimmoyak::exams
