#include "analysis/rollup.hpp"

#include "analysis/period.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::analysis {

namespace {

constexpr db::query kept_offering{R"(
    SELECT institution_id, company_id, course_id, state, begin_date, end_date, deposit, contracted_on, enrolled_month,
           trainee_count, certified_count, progress_sum, present_ms, held_ms, exam_sum, exam_count, rating_sum, rating_count
    FROM analysis_offering WHERE course_provide_id = $1)"};
constexpr db::query put_offering{R"(
    INSERT INTO analysis_offering (course_provide_id, institution_id, company_id, course_id, state, begin_date, end_date,
        deposit, contracted_on, enrolled_month, trainee_count, certified_count, progress_sum, present_ms, held_ms, exam_sum,
        exam_count, rating_sum, rating_count, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20)
    ON CONFLICT (course_provide_id) DO UPDATE SET institution_id = excluded.institution_id,
        company_id = excluded.company_id, course_id = excluded.course_id, state = excluded.state,
        begin_date = excluded.begin_date, end_date = excluded.end_date, deposit = excluded.deposit,
        contracted_on = excluded.contracted_on, enrolled_month = excluded.enrolled_month,
        trainee_count = excluded.trainee_count, certified_count = excluded.certified_count,
        progress_sum = excluded.progress_sum, present_ms = excluded.present_ms, held_ms = excluded.held_ms,
        exam_sum = excluded.exam_sum, exam_count = excluded.exam_count, rating_sum = excluded.rating_sum,
        rating_count = excluded.rating_count, updated_at = excluded.updated_at)"};
constexpr db::query add_to_period{R"(
    INSERT INTO analysis_period (institution_id, axis, period, axis_id, offering_count, trainee_count)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (institution_id, axis, period, axis_id) DO UPDATE
    SET offering_count = analysis_period.offering_count + excluded.offering_count,
        trainee_count = analysis_period.trainee_count + excluded.trainee_count)"};
constexpr db::query kept_enrollments{R"(
    SELECT enrollment_id, progress_percent, progress_needed, present_ms, held_ms, attendance_percent, attendance_needed,
           score, score_needed, exam_sum, exam_count, rating, certified, met
    FROM analysis_enrollment WHERE course_provide_id = $1 ORDER BY enrollment_id)"};
constexpr db::query put_enrollment{R"(
    INSERT INTO analysis_enrollment (enrollment_id, course_provide_id, progress_percent, progress_needed, present_ms,
        held_ms, attendance_percent, attendance_needed, score, score_needed, exam_sum, exam_count, rating, certified, met,
        updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    ON CONFLICT (enrollment_id) DO UPDATE SET progress_percent = excluded.progress_percent,
        progress_needed = excluded.progress_needed, present_ms = excluded.present_ms, held_ms = excluded.held_ms,
        attendance_percent = excluded.attendance_percent, attendance_needed = excluded.attendance_needed,
        score = excluded.score, score_needed = excluded.score_needed, exam_sum = excluded.exam_sum,
        exam_count = excluded.exam_count, rating = excluded.rating, certified = excluded.certified, met = excluded.met,
        updated_at = excluded.updated_at)"};

constexpr db::query forget_periods{"DELETE FROM analysis_period"};
constexpr db::query forget_enrollments{"DELETE FROM analysis_enrollment"};
constexpr db::query forget_offerings{"DELETE FROM analysis_offering"};

constexpr db::query unknown_offerings{R"(
    SELECT p.id AS id FROM course_provide p LEFT JOIN analysis_offering a ON a.course_provide_id = p.id
    WHERE p.id > $1 AND a.course_provide_id IS NULL ORDER BY p.id LIMIT $2)"};
constexpr db::query running_offerings{
    "SELECT id FROM course_provide WHERE state = 'ONGOING' AND id > $1 ORDER BY id LIMIT $2"};

struct cell {
    std::string_view axis;
    std::string period;
    std::int64_t axis_id = 0;
    auto operator<=>(const cell&) const = default;
};
struct counts {
    std::int64_t offerings = 0;
    std::int64_t trainees = 0;
};
using cells = std::map<cell, counts>;

// What an offering adds to the sums of its months and quarters, times `sign`.
void add_cells(cells& to, const offering_facts& of, std::int64_t sign)
{
    if (!has_trainees(of.state))
        return;
    const auto add = [&](std::string_view axis, std::string period, std::int64_t id) {
        auto& sum = to[{axis, std::move(period), id}];
        sum.offerings += sign;
        sum.trainees += sign * of.trainee_count;
    };
    if (of.enrolled_month)
        add("ENROLLED", *of.enrolled_month, of.course_id.value);
    const auto first = month::of(of.begin_date);
    const auto last = month::of(of.end_date);
    for (auto each = first; each <= last; each = each.next()) {
        add("COURSE", each.text(), of.course_id.value);
        add("COMPANY", each.text(), of.company_id.value);
    }
    for (auto each = first.first_of_quarter(); each <= last; each = each.plus(3)) {
        add("COURSE_QUARTER", each.quarter_text(), of.course_id.value);
        add("COMPANY_QUARTER", each.quarter_text(), of.company_id.value);
    }
}

void put_cells(db::connection& in, institution_id of, const cells& all)
{
    for (const auto& [where, sum] : all)
        if (sum.offerings != 0 || sum.trainees != 0)
            in.run(add_to_period, of, where.axis, where.period, where.axis_id, sum.offerings, sum.trainees);
}

bool put_people(db::connection& in, offerings::course_provide_id of, const std::vector<enrollment_facts>& all,
                timestamp now)
{
    const auto kept = in.all<enrollment_facts>(kept_enrollments, of);
    bool changed = false;
    auto at = kept.begin();
    for (const auto& each : all) {
        while (at != kept.end() && at->enrollment_id < each.enrollment_id)
            ++at;
        if (at != kept.end() && *at == each)
            continue;
        in.run(put_enrollment, each.enrollment_id, of, each.progress_percent, each.progress_needed, each.present_ms,
               each.held_ms, each.attendance_percent, each.attendance_needed, each.score, each.score_needed,
               each.exam_sum, each.exam_count, each.rating, each.certified, each.met, now);
        changed = true;
    }
    return changed;
}

} // namespace

bool refresh(db::connection& in, offerings::course_provide_id which, timestamp now, const std::string& zone)
{
    const auto fresh = facts_of(in, which, now, zone);
    if (!fresh)
        return false;
    const auto& is = fresh->offering;
    const auto was = in.first<offering_facts>(kept_offering, which);
    const auto people_changed = put_people(in, which, fresh->enrollments, now);
    if (was && *was == is)
        return people_changed;
    cells difference;
    if (was)
        add_cells(difference, *was, -1);
    add_cells(difference, is, 1);
    put_cells(in, is.institution_id, difference);
    in.run(put_offering, which, is.institution_id, is.company_id, is.course_id, is.state, is.begin_date, is.end_date,
           is.deposit, is.contracted_on, is.enrolled_month, is.trainee_count, is.certified_count, is.progress_sum,
           is.present_ms, is.held_ms, is.exam_sum, is.exam_count, is.rating_sum, is.rating_count, now);
    return true;
}

void forget_all(db::connection& in)
{
    in.run(forget_periods);
    in.run(forget_enrollments);
    in.run(forget_offerings);
}

std::vector<offerings::course_provide_id> without_figures(db::connection& in, offerings::course_provide_id after,
                                                          std::int64_t most)
{
    return in.all<offerings::course_provide_id>(unknown_offerings, after, most);
}

std::vector<offerings::course_provide_id> running_after(db::connection& in, offerings::course_provide_id after,
                                                        std::int64_t most)
{
    return in.all<offerings::course_provide_id>(running_offerings, after, most);
}

} // namespace ahimmoyak::analysis
