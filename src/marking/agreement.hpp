#pragma once

#include "marking/mark.hpp"

#include <span>

/// What the marks of one answer come to: pure.
namespace ahimmoyak::marking {

struct agreement {
    std::optional<std::int64_t> points_hundredths; ///< settled
    std::optional<mark_role> waits_for;            ///< or who has to mark next
};

/// The newest mark of each role counts. `marks` are in the order in which they were made.
agreement agreement_of(const marking_rule& rule, std::span<const exam_mark> marks);

/// As what a person may mark now, if at all: nobody marks an answer twice as different people, and who decides
/// between two is a third, unless the institution has no third (`alone`).
std::optional<mark_role> role_for(const marking_rule& rule, std::span<const exam_mark> marks, user_id who, bool alone);

/// The points, in hundredths, that each line of a rubric may have at most; together those of the question.
std::vector<std::int64_t> most_of_criteria(const questions::question_document& asked, std::int64_t points);

} // namespace ahimmoyak::marking
