#pragma once

#include "db/connection.hpp"
#include "marking/agreement.hpp"
#include "marking/rule.hpp"

/// The desk at which answers are marked: in the caller's transaction; what is another institution's is not found.
namespace ahimmoyak::marking {

/// An answer as its marker sees it.
struct desk_answer {
    exams::submission_id submission_id;
    std::int64_t position = 0;
    exams::exam_id exam_id;
    questions::question_id question_id;
    questions::question_document question;
    std::int64_t points = 0;                            ///< of the question
    std::vector<std::int64_t> most_criteria_hundredths; ///< of each line of the rubric
    std::optional<questions::response> response;
    std::optional<std::string> trainee_name; ///< where the exam's marking is not anonymous
    std::int64_t attempt = 1;
    std::optional<timestamp> submitted_at;
    std::optional<std::int64_t> points_hundredths; ///< settled
    std::optional<mark_role> waits_for;
    std::optional<mark_role> may_mark_as; ///< the caller, now
    std::vector<exam_mark> marks;         ///< that the caller may see: the second marker does not see the first's
    std::int64_t mark_count = 0;          ///< all there are
    std::optional<std::string> held_by;   ///< another marker, for some minutes
    std::optional<timestamp> held_until;
    std::vector<std::int64_t> open_copy_cases;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(desk_answer, (),
                      (submission_id, position, exam_id, question_id, question, points, most_criteria_hundredths,
                       response, trainee_name, attempt, submitted_at, points_hundredths, waits_for, may_mark_as, marks,
                       mark_count, held_by, held_until, open_copy_cases, version))

desk_answer read_answer(db::connection& in, const caller& who, const answer_key& which, timestamp now);

/// How long an answer stays with who opened it.
inline constexpr std::chrono::minutes held_for{10};

/// Takes an answer for the caller, who lets go of others; the 409 while another marker has it.
void hold(db::connection& in, const caller& who, const answer_key& which, timestamp now);

/// Holds the next answer to a question that the caller may mark and nobody else holds, after `after` and then from the
/// beginning; nothing when there is none.
std::optional<answer_key> hold_next(db::connection& in, const caller& who, exams::exam_id exam,
                                    questions::question_id question, exams::submission_id after, timestamp now);

/// Marks it as what the caller may (agreement.hpp). Throws the 409 where there is nothing to mark or another holds
/// it, the 412 when somebody has marked it since, the 422 for points that the question does not have.
void mark_answer(db::connection& in, const caller& who, const answer_key& which, const mark_form& form,
                 std::optional<std::int64_t> based_on, timestamp now);

} // namespace ahimmoyak::marking
