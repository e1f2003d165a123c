#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"
#include "offerings/enrolments.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <span>

/// The rules that learning is measured by: data, with a version, fixed for an offering when its trainees
/// are registered.
namespace ahimmoyak::learning {

/// What an institution may decide. The defaults are those that institutions publish today.
struct rule_set {
    /// A lesson opens when the one before has this much progress; 0: all are open.
    whole<0, 100, 80> next_lesson_opens_at_percent;
    /// A lesson counts for the course from this progress on.
    whole<0, 100, 50> counted_from_percent;
    /// The course is completed with this progress.
    whole<1, 100, 80> completed_at_percent;
    /// The most that one day can earn in one course; 24 hours: no limit.
    whole<1, 24, 8> daily_hours;
    /// How long a material has to be read that has no length of its own.
    whole<10, 4 * 3600, 60> material_seconds;
    /// Where the course has live lectures, a certificate asks for so much presence in them; 0: for none.
    whole<0, 100, 80> live_attendance_percent;
    /// Who studies proves who they are at the first entry and at every so many lessons: 8 means lessons 1, 9, 17 and so
    /// on; 0: never.
    whole<0, 100, 8> identity_check_every;
    /// A mid-term exam opens with this progress of the course.
    whole<0, 100, 50> midterm_opens_at_percent;
    /// A final exam or an assignment likewise.
    whole<0, 100, 80> final_opens_at_percent;
    /// Where the course has exams that count, a certificate asks for so many points of 100; 0: for none.
    whole<0, 100, 60> total_score_needed;
};
BOOST_DESCRIBE_STRUCT(rule_set, (),
                      (next_lesson_opens_at_percent, counted_from_percent, completed_at_percent, daily_hours,
                       material_seconds, live_attendance_percent, identity_check_every, midterm_opens_at_percent,
                       final_opens_at_percent, total_score_needed))

/// Rules with their version: 0 are the product's own, 1 the institution's first.
struct versioned_rules {
    rule_set rules;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(versioned_rules, (), (rules, version))

/// What new offerings of the institution will be measured by.
versioned_rules current_rules(db::connection& in, institution_id of);
/// Adds a version. The caller has checked that `after` is the current one; a colleague who was quicker
/// is a db::unique_violation.
versioned_rules add_rules(db::connection& in, institution_id of, std::int64_t after, const rule_set& rules, user_id by,
                          timestamp now);

/// Fixes the institution's current rules for the offering, once: later calls change nothing.
void fix_rules(db::connection& in, offerings::course_provide_id offering, institution_id of, timestamp now);
/// The rules of an offering; those of its institution as long as nothing is fixed.
versioned_rules rules_of(db::connection& in, offerings::course_provide_id offering, institution_id of);

/// The same of many offerings at once.
std::map<offerings::course_provide_id, versioned_rules>
rules_of_all(db::connection& in, std::span<const offerings::enrolments::offering> all);

/// A document as it was kept.
rule_set rules_from(std::string_view document);

} // namespace ahimmoyak::learning
