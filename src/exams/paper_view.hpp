#pragma once

#include "exams/attempt.hpp"

/// A paper as its reader sees it: questions and choices in the order of the paper, never what is right.
namespace ahimmoyak::exams {

struct paper_choice {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(paper_choice, (), (text))

struct paper_question {
    std::int64_t position = 1; ///< from 1
    questions::question_kind kind = questions::question_kind::CHOICE;
    courses::rich_text content;
    std::vector<paper_choice> choices;
    std::int64_t points = 1;
    std::optional<questions::question_picture> picture; ///< at /v1/exams/pictures/{id}
};
BOOST_DESCRIBE_STRUCT(paper_question, (), (position, kind, content, choices, points, picture))

/// With the answer that was saved last; choices are counted as the paper has them, from 0.
struct answered_question : paper_question {
    std::optional<questions::response> response;
    std::int64_t revision = 0; ///< a draft has to have a higher one
    std::optional<timestamp> saved_at;
};
BOOST_DESCRIBE_STRUCT(answered_question, (paper_question), (response, revision, saved_at))

struct previewed_paper {
    std::int64_t points_possible = 0;
    std::vector<paper_question> questions;
};
BOOST_DESCRIBE_STRUCT(previewed_paper, (), (points_possible, questions))

/// An attempt that is being written.
struct exam_paper {
    exams::submission_id submission_id;
    exams::exam_id exam_id;
    offerings::course_provide_id course_provide_id;
    courses::course_id course_id;
    std::string title;
    std::int64_t attempt = 1;
    timestamp started_at{};
    timestamp deadline_at{};             ///< when it is handed in by itself
    timestamp now{};                     ///< by the server's clock, which counts
    std::int64_t given_back_seconds = 0; ///< of an outage of the server; the deadline has them already
    std::int64_t points_possible = 0;
    std::vector<answered_question> questions;
};
BOOST_DESCRIBE_STRUCT(exam_paper, (),
                      (submission_id, exam_id, course_provide_id, course_id, title, attempt, started_at, deadline_at,
                       now, given_back_seconds, points_possible, questions))

paper_question view_of(const questions::question_document& asked, std::int64_t position, std::int64_t points,
                       const std::vector<std::int64_t>& choice_order);
/// Of an attempt that is about to be opened; it has no number yet.
exam_paper view_of(db::connection& in, const sitting& at, std::int64_t attempt, timestamp deadline,
                   const std::vector<drawn_question>& paper, known_questions& known, timestamp now);
exam_paper view_of(db::connection& in, const sitting& at, const submission& which, known_questions& known,
                   timestamp now);
previewed_paper preview_of(db::connection& in, const exam_facts& of, known_questions& known);

} // namespace ahimmoyak::exams
