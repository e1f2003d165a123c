#pragma once

#include "courses/course.hpp"
#include "db/connection.hpp"
#include "learning/coverage.hpp"
#include "learning/rules.hpp"
#include "offerings/offering.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <vector>

namespace ahimmoyak::learning {

/// A stretch as the trainee sees it.
struct played_stretch {
    std::int64_t from_seconds = 0;
    std::int64_t to_seconds = 0;
    std::int64_t rate_percent = 100;
};
BOOST_DESCRIBE_STRUCT(played_stretch, (), (from_seconds, to_seconds, rate_percent))

/// How a lesson's progress came about.
struct lesson_study {
    std::int64_t credited_seconds = 0;
    std::int64_t approved_seconds = 0; ///< what full progress takes
    std::int64_t spent_seconds = 0;    ///< by the clock
    std::int64_t progress_percent = 0;
    bool end_reached = false;
    std::vector<played_stretch> played;
};
BOOST_DESCRIBE_STRUCT(lesson_study, (),
                      (credited_seconds, approved_seconds, spent_seconds, progress_percent, end_reached, played))

/// The same for what is known already; times in milliseconds.
lesson_study explain(const coverage& seen, std::int64_t credited_ms, std::int64_t spent_ms, std::int64_t approved_ms,
                     bool begun = true);

/// What a trainee has of a lesson so far.
lesson_study study_of(db::connection& in, offerings::enrollment_id of, courses::content_id lesson,
                      std::int64_t approved_ms);

} // namespace ahimmoyak::learning
