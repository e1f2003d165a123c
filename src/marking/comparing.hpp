#pragma once

#include "db/connection.hpp"
#include "exams/events.hpp"
#include "marking/mark.hpp"

#include <vector>

/// The essays of a question within a course, compared two by two as they are handed in. A step reads a page of
/// essays and keeps what it found with how far it got, so that it may stop anywhere and go on.
namespace ahimmoyak::marking {

/// Notes that the essays of an attempt are to be compared; in the transaction that hears of it.
void note_essays(db::connection& in, const exams::submitted& what, timestamp now);

struct alike_pair {
    answer_key one;
    answer_key other;
    exams::exam_id exam_id; ///< of the one that was compared
    std::int64_t percent = 0;
};

/// A page's work: what was compared, with whom, and what came of it.
struct comparing_step {
    std::vector<answer_key> compared;
    exams::submission_id upto;
    bool last = false; ///< nobody is left to compare them with
    std::vector<alike_pair> found;
};

/// Reads and compares; nothing when nothing waits.
std::optional<comparing_step> compare_some(db::connection& in);
/// Opens the cases and notes how far it got.
void keep_step(db::connection& in, const comparing_step& done, timestamp now);

} // namespace ahimmoyak::marking
