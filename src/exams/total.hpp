#pragma once

#include "exams/exam.hpp"
#include "offerings/enrolments.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>

/// What the exams of a course come to for those who took them: in the caller's transaction.
namespace ahimmoyak::exams {

struct total_scores {
    bool counted = false;                                    ///< the course has exams with a weight
    std::map<offerings::enrollment_id, std::int64_t> scores; ///< of 100; who is not there has 0
    std::int64_t of(offerings::enrollment_id who) const
    {
        const auto found = scores.find(who);
        return found == scores.end() ? 0 : found->second;
    }
};

/// Of everybody, or of one only: the best attempt at each exam that was opened before the offering ended, weighted;
/// an exam that was not taken, or is not marked yet, counts 0. Rounded down: 59.9 are not 60.
total_scores totals_of(db::connection& in, const offerings::enrolments::offering& of, const std::string& zone,
                       std::optional<user_id> only = {});

/// The same of everybody in many offerings at once.
std::map<offerings::course_provide_id, total_scores>
totals_of_all(db::connection& in, std::span<const offerings::enrolments::offering> all, const std::string& zone);

} // namespace ahimmoyak::exams
