#pragma once

#include "base/caller.hpp"
#include "base/problem.hpp"
#include "learning/records.hpp"
#include "learning/rules.hpp"

#include <optional>

namespace ahimmoyak::learning {

/// A trainee before a lesson that they may study now.
struct way_in {
    placed_lesson lesson;
    offerings::enrolments::offering offering;
    offerings::enrollment_id enrollment;
    versioned_rules measured_by;
    std::vector<seen_lesson> lessons; ///< of the offering, in order

    std::int64_t approved_ms() const;
};

/// The lesson through the offering that the trainee names, or the newest of theirs, one that runs before
/// others. Throws the 404 for who is not enrolled and for a lesson that is not of the offering's, and the 409 before
/// and after the period and while the lesson before has not enough progress.
way_in way_to(db::connection& in, const caller& who, courses::content_id lesson,
              std::optional<offerings::course_provide_id> named);

} // namespace ahimmoyak::learning
