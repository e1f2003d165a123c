#include "analysis/facts.hpp"

#include "base/clock.hpp"
#include "certificates/completion.hpp"
#include "live/attendance_record.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::analysis {

namespace {

using offerings::course_provide_state;

constexpr db::query deal_of{"SELECT deposit, created_at FROM course_provide WHERE id = $1"};
constexpr db::query accepted_at{R"(
    SELECT MIN(created_at) AS accepted_at FROM course_provide_history WHERE course_provide_id = $1 AND state = 'ACCEPTED')"};
constexpr db::query enrolled_at{"SELECT MIN(created_at) AS enrolled_at FROM enrollment WHERE course_provide_id = $1"};
constexpr db::query valid_certificates{R"(
    SELECT c.enrollment_id AS enrollment_id FROM certificate c LEFT JOIN certificate_revocation r ON r.certificate_id = c.id
    WHERE c.course_provide_id = $1 AND r.certificate_id IS NULL)"};
constexpr db::query ratings_given{R"(
    SELECT r.enrollment_id AS enrollment_id, r.score AS score
    FROM enrollment e JOIN course_review r ON r.enrollment_id = e.id WHERE e.course_provide_id = $1)"};
// The best attempt at each exam counts.
constexpr db::query best_scores{R"(
    SELECT enrollment_id, MAX(score) AS score FROM exam_submission
    WHERE course_provide_id = $1 AND state = 'MARKED' AND score IS NOT NULL GROUP BY enrollment_id, exam_id)"};

struct deal {
    std::int64_t deposit = 0;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(deal, (), (deposit, created_at))

struct scored_enrollment {
    offerings::enrollment_id enrollment_id;
    std::int64_t score = 0;
};
BOOST_DESCRIBE_STRUCT(scored_enrollment, (), (enrollment_id, score))

bool is_contracted(course_provide_state in)
{
    return in != course_provide_state::PENDING && in != course_provide_state::DECLINED &&
           in != course_provide_state::CANCELED;
}

void fill(enrollment_facts& into, const certificates::standing& from)
{
    into.met = from.met();
    for (const auto& each : from.requirements) {
        switch (each.kind) {
        case certificates::requirement_kind::PROGRESS:
            into.progress_percent = each.reached;
            into.progress_needed = each.needed;
            break;
        case certificates::requirement_kind::LIVE_ATTENDANCE:
            into.attendance_percent = each.reached;
            into.attendance_needed = each.needed;
            break;
        case certificates::requirement_kind::EXAM_SCORE:
            into.score = each.reached;
            into.score_needed = each.needed;
            break;
        }
    }
}

using by_enrollment = std::map<offerings::enrollment_id, enrollment_facts>;

by_enrollment people_of(db::connection& in, const offerings::enrolments::offering& of, timestamp now,
                        const std::string& zone)
{
    by_enrollment all;
    for (const auto& each : certificates::standings_of(in, of, now, zone).trainees) {
        auto& one = all[each.enrollment];
        one.enrollment_id = each.enrollment;
        fill(one, each);
    }
    for (const auto& [whose, sum] : live::attendance_record_of(in, of.id, now).sums)
        if (const auto found = all.find(whose); found != all.end()) {
            found->second.present_ms = sum.present_ms;
            found->second.held_ms = sum.held_ms;
        }
    for (const auto& each : in.all<offerings::enrollment_id>(valid_certificates, of.id))
        all[each].certified = true;
    for (const auto& each : in.all<scored_enrollment>(ratings_given, of.id))
        all[each.enrollment_id].rating = each.score;
    for (const auto& each : in.all<scored_enrollment>(best_scores, of.id)) {
        all[each.enrollment_id].exam_sum += each.score;
        ++all[each.enrollment_id].exam_count;
    }
    return all;
}

void add_people(facts& to, by_enrollment&& all)
{
    auto& sums = to.offering;
    for (auto& [whose, one] : all) {
        one.enrollment_id = whose;
        ++sums.trainee_count;
        sums.certified_count += one.certified ? 1 : 0;
        sums.progress_sum += one.progress_percent;
        sums.present_ms += one.present_ms;
        sums.held_ms += one.held_ms;
        sums.exam_sum += one.exam_sum;
        sums.exam_count += one.exam_count;
        sums.rating_sum += one.rating.value_or(0);
        sums.rating_count += one.rating ? 1 : 0;
        to.enrollments.push_back(one);
    }
}

} // namespace

bool has_trainees(course_provide_state in)
{
    return in == course_provide_state::NOT_STARTED || in == course_provide_state::ONGOING ||
           in == course_provide_state::FINISHED;
}

std::optional<facts> facts_of(db::connection& in, offerings::course_provide_id which, timestamp now,
                              const std::string& zone)
{
    const auto found = offerings::enrolments::find(in, which);
    if (!found)
        return std::nullopt;
    const auto made = in.first<deal>(deal_of, which).value();
    facts all;
    auto& offering = all.offering;
    offering.institution_id = found->institution_id;
    offering.company_id = found->company_id;
    offering.course_id = found->course_id;
    offering.state = found->state;
    offering.begin_date = found->begin_date;
    offering.end_date = found->end_date;
    offering.deposit = made.deposit;
    if (is_contracted(found->state)) {
        const auto at = in.first<std::optional<timestamp>>(accepted_at, which).value_or(std::nullopt);
        offering.contracted_on = clock::day_of(at.value_or(made.created_at), zone);
    }
    if (has_trainees(found->state)) {
        if (const auto at = in.first<std::optional<timestamp>>(enrolled_at, which).value_or(std::nullopt))
            offering.enrolled_month = to_text(clock::day_of(*at, zone)).substr(0, 7);
        add_people(all, people_of(in, *found, now, zone));
    }
    return all;
}

} // namespace ahimmoyak::analysis
