#pragma once

#include "db/connection.hpp"
#include "exams/exam.hpp"

/// What the marks of an attempt come to: in the caller's transaction.
namespace ahimmoyak::exams {

/// Sums the answers of a handed-in attempt; when all of them have their points it is MARKED, with its score, and
/// `exams.scored` is written if that is new. To be called after any change of exam_answer.points_hundredths.
void settle(db::connection& in, submission_id of, timestamp now);

/// Of 100, rounded half up.
std::int64_t score_of(std::int64_t points_hundredths, std::int64_t points_possible);

} // namespace ahimmoyak::exams
