#pragma once

#include "exams/known_questions.hpp"
#include "exams/paper.hpp"
#include "exams/sitting.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// An attempt from its beginning to its end. Everything works in the caller's transaction.
namespace ahimmoyak::exams {

/// One attempt, as far as taking it needs.
struct submission {
    submission_id id;
    exams::exam_id exam_id;
    offerings::course_provide_id course_provide_id;
    offerings::enrollment_id enrollment_id;
    ahimmoyak::user_id user_id;
    std::int64_t attempt = 1;
    submission_state state{};
    timestamp started_at{};
    timestamp deadline_at{};
    std::int64_t given_back_ms = 0;
    std::optional<timestamp> submitted_at;
    std::optional<handed_in_by> submitted_by;
    std::int64_t points_possible = 0;
    std::int64_t points_hundredths = 0;
    std::optional<std::int64_t> score;
    std::optional<bool> passed;
    std::int64_t focus_changes = 0;
};
BOOST_DESCRIBE_STRUCT(submission, (),
                      (id, exam_id, course_provide_id, enrollment_id, user_id, attempt, state, started_at, deadline_at,
                       given_back_ms, submitted_at, submitted_by, points_possible, points_hundredths, score, passed,
                       focus_changes))

/// The oldest first.
std::vector<submission> submissions_of(db::connection& in, exam_id of, offerings::enrollment_id by);
std::optional<submission> find_submission(db::connection& in, submission_id which);
/// The attempt if it is the person's and of this exam, or the 404.
submission own_submission(db::connection& in, const caller& who, exam_id of, submission_id which);

struct arrived_from {
    std::string_view address;
    std::string_view device;
};
/// The next attempt of the sitting, with its paper.
submission_id open_attempt(db::connection& in, const sitting& at, std::int64_t attempt, timestamp deadline,
                           const std::vector<drawn_question>& paper, const arrived_from& from, timestamp now);

/// A question of a paper, with the answer given so far.
struct kept_answer {
    std::int64_t position = 1;
    questions::question_version_id question_version_id;
    std::int64_t points = 1;
    std::string choice_order;
    std::optional<std::string> response;
    std::int64_t revision = 0;
    std::optional<timestamp> saved_at;
    std::optional<std::int64_t> points_hundredths;
};
BOOST_DESCRIBE_STRUCT(kept_answer, (),
                      (position, question_version_id, points, choice_order, response, revision, saved_at,
                       points_hundredths))
std::vector<kept_answer> answers_of(db::connection& in, submission_id of);

/// A draft of an answer as the page has it: choices are counted as the paper has them, from 0.
struct draft {
    exams::exam_id exam_id;
    exams::submission_id submission_id;
    std::int64_t position = 1;
    std::int64_t revision = 1;
    const questions::response& response;
};
struct kept_draft {
    bool kept = true; ///< false: a newer one was there
    std::int64_t revision = 0;
    timestamp deadline_at{};
};
/// Throws the 404 for what is not the person's paper, the 409 after the end, and the 422 for an answer that the
/// question does not take.
kept_draft keep_draft(db::connection& in, const caller& who, const draft& what, known_questions& known, timestamp now);

/// From the paper's choices to the document's, or nothing for one that the paper does not have.
std::optional<questions::response> as_document_has(const questions::response& said,
                                                   const std::vector<std::int64_t>& choice_order);
/// And back.
questions::response as_paper_has(const questions::response& kept, const std::vector<std::int64_t>& choice_order);

/// Hands it in, marks what needs no person, and settles it. False when it was handed in before.
bool hand_in(db::connection& in, submission_id which, handed_in_by by, timestamp at, known_questions& known,
             timestamp now);

/// Notes that the page was left for another; the first 200 with their moments.
void note_focus(db::connection& in, submission_id which, std::int64_t away_ms, timestamp now);

/// The 409 of what comes too late.
problem too_late(const submission& which, const std::string& zone);

} // namespace ahimmoyak::exams
