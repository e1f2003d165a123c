#pragma once

#include "db/connection.hpp"
#include "marking/agreement.hpp"

/// Marks as they are kept: in the caller's transaction.
namespace ahimmoyak::marking {

/// In the order in which they were made.
std::vector<exam_mark> marks_on(db::connection& in, const answer_key& which);

/// Adds a mark and settles the answer by what all its marks come to. Nothing here asks whether they may.
void add_mark(db::connection& in, const marking_rule& rule, const answer_key& which, mark_role as, user_id by,
              const mark_form& form, timestamp now);

/// Gives the answer the points that its marks come to, if they come to any, and the attempt what follows.
void settle_answer(db::connection& in, const marking_rule& rule, const answer_key& which, timestamp now);

/// What a trainee reads beside the points of an answer. Nothing for answers that are not settled, or that nobody
/// marked.
struct told_mark {
    std::int64_t position = 0;
    std::string comment;
    std::vector<std::int64_t> criteria_hundredths; ///< by the lines of the rubric; none where two markers agreed
};
BOOST_DESCRIBE_STRUCT(told_mark, (), (position, comment, criteria_hundredths))

std::vector<told_mark> marks_of(db::connection& in, exams::submission_id of);
/// The same for the trainee, or the 404 when it is not theirs.
std::vector<told_mark> own_marks_of(db::connection& in, user_id who, exams::submission_id of);

} // namespace ahimmoyak::marking
