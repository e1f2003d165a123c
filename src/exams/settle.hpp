#pragma once

#include "db/connection.hpp"
#include "exams/exam.hpp"

/// What the marks of an attempt come to: in the caller's transaction.
namespace ahimmoyak::exams {

/// Sums the answers of a handed-in attempt; when all of them have their points it is MARKED, with its score, and
/// `exams.scored` is written if that is new. For hand-in; who marks calls one of the two below.
void settle(db::connection& in, submission_id of, timestamp now);

/// A person has given the answer so many points: settles.
void give_points(db::connection& in, submission_id of, std::int64_t position, std::int64_t hundredths, timestamp now);

/// What an answer is worth now, and what it has earned, by whom (none: nobody has marked it): settles.
struct answer_worth {
    std::int64_t possible = 0;
    std::optional<std::int64_t> hundredths;
    std::optional<std::string> marked_by;
};
void change_worth(db::connection& in, submission_id of, std::int64_t position, const answer_worth& to, timestamp now);

/// Of 100, rounded half up.
std::int64_t score_of(std::int64_t points_hundredths, std::int64_t points_possible);

} // namespace ahimmoyak::exams
