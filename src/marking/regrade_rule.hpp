#pragma once

#include "marking/regrade.hpp"

/// What a regrade makes of one answer: pure.
namespace ahimmoyak::marking {

/// An answer's points, as they are or are to be.
struct answer_points {
    std::int64_t possible = 0;
    std::optional<std::int64_t> hundredths;
    bool operator==(const answer_points&) const = default;
};

/// Throws the 422 when the question cannot be regraded like that.
void check_regrade(const questions::question_document& asked, const regrade_form& form);

answer_points regraded(const questions::question_document& asked, const regrade_form& form,
                       const std::optional<questions::response>& given, const answer_points& now);

} // namespace ahimmoyak::marking
