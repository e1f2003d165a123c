#pragma once

#include "certificates/certificate.hpp"
#include "offerings/offering.hpp"

#include <cstdint>
#include <optional>
#include <vector>

/// Whether a trainee will complete the course at the pace of today, and what will be missing.
namespace ahimmoyak::analysis {

enum class outlook : std::uint8_t {
    CERTIFIED, ///< has the certificate
    ON_TRACK,  ///< will have all that the rules ask for, at this pace
    AT_RISK,   ///< will miss something, at this pace
    MISSED,    ///< the course is over, without a certificate
    WAITING    ///< the course has not begun
};
BOOST_DESCRIBE_ENUM(outlook, CERTIFIED, ON_TRACK, AT_RISK, MISSED, WAITING)

/// One requirement of the rules: where the trainee is, and where this pace leads by the last day.
struct requirement_outlook {
    certificates::requirement_kind kind = certificates::requirement_kind::PROGRESS;
    std::int64_t needed = 0; ///< percent, or points of 100
    std::int64_t reached = 0;
    std::int64_t projected = 0;
    bool at_risk = false; ///< or missed, when the course is over
};
BOOST_DESCRIBE_STRUCT(requirement_outlook, (), (kind, needed, reached, projected, at_risk))

/// What is known of the trainee: see enrollment_facts.
struct stand {
    bool certified = false;
    std::int64_t progress_percent = 0;
    std::int64_t progress_needed = 0;
    std::optional<std::int64_t> attendance_percent;
    std::optional<std::int64_t> attendance_needed;
    std::optional<std::int64_t> score;
    std::optional<std::int64_t> score_needed;
    std::int64_t exam_count = 0;
};
BOOST_DESCRIBE_STRUCT(stand, (),
                      (certified, progress_percent, progress_needed, attendance_percent, attendance_needed, score,
                       score_needed, exam_count))

struct prospect {
    analysis::outlook outlook = outlook::WAITING;
    std::vector<requirement_outlook> requirements;
};

/// The days of a course: those gone by the end of today, and all.
struct course_days {
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    std::int64_t passed = 0;
    std::int64_t all = 1;
};
course_days days_of(offerings::course_provide_state state, date begin, date end, date today);

prospect prospect_of(const stand& trainee, const course_days& course);

} // namespace ahimmoyak::analysis
