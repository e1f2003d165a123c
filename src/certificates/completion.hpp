#pragma once

#include "certificates/certificate.hpp"
#include "learning/rules.hpp"
#include "live/attendance_record.hpp"
#include "offerings/enrolments.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

/// Who has met the rules of an offering, and who has not yet: in the caller's transaction.
namespace ahimmoyak::certificates {

/// Where one trainee stands before the rules.
struct standing {
    offerings::enrollment_id enrollment;
    ahimmoyak::user_id user;
    std::string name;
    std::vector<requirement> requirements; ///< what this course asks for
    /// Lectures are still to come whose attendance the rules ask for.
    bool lectures_awaited = false;

    bool met() const;
};

struct offering_standings {
    learning::versioned_rules measured_by;
    std::int64_t lesson_count = 0;
    std::int64_t approved_seconds = 0;
    std::vector<standing> trainees; ///< by name
};

/// Everybody of the offering, or one of them only.
offering_standings standings_of(db::connection& in, const offerings::enrolments::offering& of, timestamp now,
                                const std::string& zone, std::optional<user_id> only = {});

/// Everybody of many offerings at once, in the order of `all`, the trainees of each by enrollment. Whoever has asked
/// for their lectures' attendance lends it.
std::vector<offering_standings>
standings_of_all(db::connection& in, std::span<const offerings::enrolments::offering> all,
                 const std::map<offerings::course_provide_id, live::attendance_record>& lectures, timestamp now,
                 const std::string& zone);

} // namespace ahimmoyak::certificates
