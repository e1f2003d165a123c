#include "analysis/facts.hpp"

#include "base/clock.hpp"
#include "certificates/completion.hpp"
#include "db/lists.hpp"
#include "live/attendance_record.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::analysis {

namespace {

using offerings::course_provide_state;

constexpr auto deals = db::one_of_listed<"SELECT id AS id, deposit, created_at FROM course_provide WHERE id">();
constexpr auto accepted = db::one_of_listed<R"(
    SELECT course_provide_id, MIN(created_at) AS at FROM course_provide_history
    WHERE state = 'ACCEPTED' AND course_provide_id)",
                                            " GROUP BY course_provide_id">();
constexpr auto enrolled =
    db::one_of_listed<"SELECT course_provide_id, MIN(created_at) AS at FROM enrollment WHERE course_provide_id",
                      " GROUP BY course_provide_id">();
constexpr auto valid_certificates = db::one_of_listed<R"(
    SELECT c.enrollment_id AS enrollment_id, c.course_provide_id AS course_provide_id
    FROM certificate c LEFT JOIN certificate_revocation r ON r.certificate_id = c.id
    WHERE r.certificate_id IS NULL AND c.course_provide_id)">();
constexpr auto ratings_given = db::one_of_listed<R"(
    SELECT r.enrollment_id AS enrollment_id, e.course_provide_id AS course_provide_id, r.score AS score
    FROM enrollment e JOIN course_review r ON r.enrollment_id = e.id WHERE e.course_provide_id)">();
// The best attempt at each exam counts.
constexpr auto best_scores = db::one_of_listed<R"(
    SELECT enrollment_id, course_provide_id, MAX(score) AS score FROM exam_submission
    WHERE state = 'MARKED' AND score IS NOT NULL AND course_provide_id)",
                                               " GROUP BY course_provide_id, enrollment_id, exam_id">();

struct deal {
    offerings::course_provide_id id;
    std::int64_t deposit = 0;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(deal, (), (id, deposit, created_at))

struct moment {
    offerings::course_provide_id course_provide_id;
    timestamp at{};
};
BOOST_DESCRIBE_STRUCT(moment, (), (course_provide_id, at))

struct placed_enrollment {
    offerings::enrollment_id enrollment_id;
    offerings::course_provide_id course_provide_id;
};
BOOST_DESCRIBE_STRUCT(placed_enrollment, (), (enrollment_id, course_provide_id))

struct scored_enrollment : placed_enrollment {
    std::int64_t score = 0;
};
BOOST_DESCRIBE_STRUCT(scored_enrollment, (placed_enrollment), (score))

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
using by_offering = std::map<offerings::course_provide_id, by_enrollment>;

by_offering people_of(db::connection& in, const std::vector<offerings::enrolments::offering>& all, timestamp now,
                      const std::string& zone)
{
    by_offering made;
    std::vector<offerings::course_provide_id> every;
    for (const auto& each : all)
        every.push_back(each.id);
    const db::id_list ids{every};
    const auto lectures = live::attendance_records_of(in, ids, now);
    const auto standings = certificates::standings_of_all(in, all, lectures, now, zone);
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto& people = made[all[i].id];
        for (const auto& each : standings[i].trainees) {
            auto& one = people[each.enrollment];
            one.enrollment_id = each.enrollment;
            fill(one, each);
        }
    }
    for (const auto& [where, record] : lectures)
        for (const auto& [whose, sum] : record.sums)
            if (const auto found = made[where].find(whose); found != made[where].end()) {
                found->second.present_ms = sum.present_ms;
                found->second.held_ms = sum.held_ms;
            }
    for (const auto& each : in.all<placed_enrollment>(valid_certificates, ids))
        made[each.course_provide_id][each.enrollment_id].certified = true;
    for (const auto& each : in.all<scored_enrollment>(ratings_given, ids))
        made[each.course_provide_id][each.enrollment_id].rating = each.score;
    for (const auto& each : in.all<scored_enrollment>(best_scores, ids)) {
        auto& one = made[each.course_provide_id][each.enrollment_id];
        one.exam_sum += each.score;
        ++one.exam_count;
    }
    return made;
}

std::map<offerings::course_provide_id, timestamp> moments(db::connection& in, const db::query& asked,
                                                          const db::id_list& of)
{
    std::map<offerings::course_provide_id, timestamp> made;
    for (const auto& each : in.all<moment>(asked, of))
        made.emplace(each.course_provide_id, each.at);
    return made;
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

std::map<offerings::course_provide_id, facts> facts_of(db::connection& in,
                                                       std::span<const offerings::course_provide_id> which,
                                                       timestamp now, const std::string& zone)
{
    const db::id_list ids{which};
    std::map<offerings::course_provide_id, facts> made;
    std::vector<offerings::enrolments::offering> attended;
    for (auto& each : offerings::enrolments::find_all(in, ids)) {
        auto& offering = made[each.id].offering;
        offering.institution_id = each.institution_id;
        offering.company_id = each.company_id;
        offering.course_id = each.course_id;
        offering.state = each.state;
        offering.begin_date = each.begin_date;
        offering.end_date = each.end_date;
        if (has_trainees(each.state))
            attended.push_back(std::move(each));
    }
    const auto accepted_at = moments(in, accepted, ids);
    const auto enrolled_at = moments(in, enrolled, ids);
    for (const auto& each : in.all<deal>(deals, ids)) {
        auto& offering = made[each.id].offering;
        offering.deposit = each.deposit;
        if (is_contracted(offering.state)) {
            const auto found = accepted_at.find(each.id);
            offering.contracted_on = clock::day_of(found == accepted_at.end() ? each.created_at : found->second, zone);
        }
        if (const auto found = enrolled_at.find(each.id); has_trainees(offering.state) && found != enrolled_at.end())
            offering.enrolled_month = to_text(clock::day_of(found->second, zone)).substr(0, 7);
    }
    if (!attended.empty())
        for (auto& [where, people] : people_of(in, attended, now, zone))
            if (has_trainees(made[where].offering.state))
                add_people(made[where], std::move(people));
    return made;
}

} // namespace ahimmoyak::analysis
