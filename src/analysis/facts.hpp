#pragma once

#include "db/connection.hpp"
#include "offerings/enrolments.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What an offering and its trainees come to, from the records themselves: in the caller's transaction.
namespace ahimmoyak::analysis {

struct enrollment_facts {
    offerings::enrollment_id enrollment_id;
    std::int64_t progress_percent = 0;
    std::int64_t progress_needed = 0;
    std::int64_t present_ms = 0; ///< in lectures whose attendance is final
    std::int64_t held_ms = 0;
    std::optional<std::int64_t> attendance_percent; ///< where the rules ask for it
    std::optional<std::int64_t> attendance_needed;
    std::optional<std::int64_t> score; ///< likewise
    std::optional<std::int64_t> score_needed;
    std::int64_t exam_sum = 0; ///< of the best marked attempt at each exam
    std::int64_t exam_count = 0;
    std::optional<std::int64_t> rating;
    bool certified = false; ///< and not taken back
    bool met = false;       ///< all that the rules ask for
    bool operator==(const enrollment_facts&) const = default;
};
BOOST_DESCRIBE_STRUCT(enrollment_facts, (),
                      (enrollment_id, progress_percent, progress_needed, present_ms, held_ms, attendance_percent,
                       attendance_needed, score, score_needed, exam_sum, exam_count, rating, certified, met))

struct offering_facts {
    ahimmoyak::institution_id institution_id;
    ahimmoyak::company_id company_id;
    courses::course_id course_id;
    offerings::course_provide_state state = offerings::course_provide_state::PENDING;
    date begin_date;
    date end_date;
    std::int64_t deposit = 0;
    std::optional<date> contracted_on;
    std::optional<std::string> enrolled_month;
    std::int64_t trainee_count = 0;
    std::int64_t certified_count = 0;
    std::int64_t progress_sum = 0;
    std::int64_t present_ms = 0;
    std::int64_t held_ms = 0;
    std::int64_t exam_sum = 0;
    std::int64_t exam_count = 0;
    std::int64_t rating_sum = 0;
    std::int64_t rating_count = 0;
    bool operator==(const offering_facts&) const = default;
};
BOOST_DESCRIBE_STRUCT(offering_facts, (),
                      (institution_id, company_id, course_id, state, begin_date, end_date, deposit, contracted_on,
                       enrolled_month, trainee_count, certified_count, progress_sum, present_ms, held_ms, exam_sum,
                       exam_count, rating_sum, rating_count))

struct facts {
    offering_facts offering;
    std::vector<enrollment_facts> enrollments; ///< by id
};

/// Of many offerings in a few statements, by id; those that there are not are left out.
std::map<offerings::course_provide_id, facts> facts_of(db::connection& in,
                                                       std::span<const offerings::course_provide_id> which,
                                                       timestamp now, const std::string& zone);

/// Whether trainees attend, or have attended, what is in this state.
bool has_trainees(offerings::course_provide_state in);

} // namespace ahimmoyak::analysis
