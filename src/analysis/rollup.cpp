#include "analysis/rollup.hpp"

#include "analysis/period.hpp"
#include "db/lists.hpp"

#include <map>
#include <unordered_map>

namespace ahimmoyak::analysis {

namespace {

constexpr auto kept_offerings = db::one_of_listed<R"(
    SELECT institution_id, company_id, course_id, state, begin_date, end_date, deposit, contracted_on,
           enrolled_month, trainee_count, certified_count, progress_sum, present_ms, held_ms, exam_sum,
           exam_count, rating_sum, rating_count,
           course_provide_id
    FROM analysis_offering WHERE course_provide_id)">();
// The last cell, of when, is both.
constexpr auto put_offerings = db::from_rows<R"(
    INSERT INTO analysis_offering (course_provide_id, institution_id, company_id, course_id, state, begin_date, end_date, deposit, contracted_on,
        enrolled_month, trainee_count, certified_count, progress_sum, present_ms, held_ms, exam_sum, exam_count,
        rating_sum, rating_count,
        created_at, updated_at)
    SELECT CAST(value ->> 0 AS BIGINT),
           CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT),
           CAST(value ->> 4 AS TEXT), CAST(value ->> 5 AS TEXT), CAST(value ->> 6 AS TEXT),
           CAST(value ->> 7 AS BIGINT), CAST(value ->> 8 AS TEXT), CAST(value ->> 9 AS TEXT),
           CAST(value ->> 10 AS BIGINT), CAST(value ->> 11 AS BIGINT), CAST(value ->> 12 AS BIGINT),
           CAST(value ->> 13 AS BIGINT), CAST(value ->> 14 AS BIGINT), CAST(value ->> 15 AS BIGINT),
           CAST(value ->> 16 AS BIGINT), CAST(value ->> 17 AS BIGINT), CAST(value ->> 18 AS BIGINT),
           CAST(value ->> 19 AS BIGINT), CAST(value ->> 19 AS BIGINT))",
                                             R"(
    WHERE TRUE ON CONFLICT (course_provide_id) DO UPDATE SET
        institution_id = excluded.institution_id, company_id = excluded.company_id,
        course_id = excluded.course_id, state = excluded.state, begin_date = excluded.begin_date,
        end_date = excluded.end_date, deposit = excluded.deposit, contracted_on = excluded.contracted_on,
        enrolled_month = excluded.enrolled_month, trainee_count = excluded.trainee_count,
        certified_count = excluded.certified_count, progress_sum = excluded.progress_sum,
        present_ms = excluded.present_ms, held_ms = excluded.held_ms, exam_sum = excluded.exam_sum,
        exam_count = excluded.exam_count, rating_sum = excluded.rating_sum,
        rating_count = excluded.rating_count, updated_at = excluded.updated_at)">();
constexpr auto add_to_periods = db::from_rows<R"(
    INSERT INTO analysis_period (institution_id, axis, period, axis_id, offering_count, trainee_count)
    SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS TEXT), CAST(value ->> 2 AS TEXT),
           CAST(value ->> 3 AS BIGINT), CAST(value ->> 4 AS BIGINT), CAST(value ->> 5 AS BIGINT))",
                                              R"(
    WHERE TRUE ON CONFLICT (institution_id, axis, period, axis_id) DO UPDATE
    SET offering_count = analysis_period.offering_count + excluded.offering_count,
        trainee_count = analysis_period.trainee_count + excluded.trainee_count)">();
constexpr auto kept_enrollments = db::one_of_listed<R"(
    SELECT enrollment_id, progress_percent, progress_needed, present_ms, held_ms, attendance_percent, attendance_needed, score,
           score_needed, exam_sum, exam_count, rating, certified, met
    FROM analysis_enrollment WHERE course_provide_id)">();
constexpr auto put_enrollments = db::from_rows<R"(
    INSERT INTO analysis_enrollment (enrollment_id, course_provide_id,
        progress_percent, progress_needed, present_ms, held_ms, attendance_percent, attendance_needed, score,
        score_needed, exam_sum, exam_count, rating, certified, met, updated_at)
    SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT),
           CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT), CAST(value ->> 4 AS BIGINT),
           CAST(value ->> 5 AS BIGINT), CAST(value ->> 6 AS BIGINT), CAST(value ->> 7 AS BIGINT),
           CAST(value ->> 8 AS BIGINT), CAST(value ->> 9 AS BIGINT), CAST(value ->> 10 AS BIGINT),
           CAST(value ->> 11 AS BIGINT), CAST(value ->> 12 AS BIGINT), CAST(value ->> 13 AS BOOLEAN),
           CAST(value ->> 14 AS BOOLEAN), CAST(value ->> 15 AS BIGINT))",
                                               R"(
    WHERE TRUE ON CONFLICT (enrollment_id) DO UPDATE SET
        progress_percent = excluded.progress_percent, progress_needed = excluded.progress_needed,
        present_ms = excluded.present_ms, held_ms = excluded.held_ms,
        attendance_percent = excluded.attendance_percent, attendance_needed = excluded.attendance_needed,
        score = excluded.score, score_needed = excluded.score_needed, exam_sum = excluded.exam_sum,
        exam_count = excluded.exam_count, rating = excluded.rating, certified = excluded.certified,
        met = excluded.met, updated_at = excluded.updated_at)">();

constexpr db::query forget_periods{"DELETE FROM analysis_period"};
constexpr db::query forget_enrollments{"DELETE FROM analysis_enrollment"};
constexpr db::query forget_offerings{"DELETE FROM analysis_offering"};

constexpr db::query unknown_offerings{R"(
    SELECT p.id AS id FROM course_provide p LEFT JOIN analysis_offering a
         ON a.course_provide_id = p.id AND a.course_provide_id > $1
    WHERE p.id > $1 AND a.course_provide_id IS NULL ORDER BY p.id LIMIT $2)"};
constexpr db::query running_offerings{
    "SELECT id FROM course_provide WHERE state = 'ONGOING' AND id > $1 ORDER BY id LIMIT $2"};

struct kept_offering : offering_facts {
    offerings::course_provide_id course_provide_id;
};
BOOST_DESCRIBE_STRUCT(kept_offering, (offering_facts), (course_provide_id))

struct cell {
    ahimmoyak::institution_id institution;
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
        auto& sum = to[{of.institution_id, axis, std::move(period), id}];
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

void put_cells(db::connection& in, const cells& all)
{
    db::row_list rows;
    for (const auto& [where, sum] : all)
        if (sum.offerings != 0 || sum.trainees != 0)
            rows.add(where.institution, where.axis, where.period, where.axis_id, sum.offerings, sum.trainees);
    if (!rows.empty())
        in.run(add_to_periods, rows.text());
}

bool put_people(db::connection& in, const db::id_list& of, const std::map<offerings::course_provide_id, facts>& all,
                timestamp now)
{
    std::unordered_map<std::int64_t, enrollment_facts> kept;
    for (auto& each : in.all<enrollment_facts>(kept_enrollments, of))
        kept.emplace(each.enrollment_id.value, each);
    db::row_list rows;
    for (const auto& [where, fresh] : all)
        for (const auto& each : fresh.enrollments) {
            if (const auto found = kept.find(each.enrollment_id.value); found != kept.end() && found->second == each)
                continue;
            rows.add(each.enrollment_id, where, each.progress_percent, each.progress_needed, each.present_ms,
                     each.held_ms, each.attendance_percent, each.attendance_needed, each.score, each.score_needed,
                     each.exam_sum, each.exam_count, each.rating, each.certified, each.met, now);
        }
    if (rows.empty())
        return false;
    in.run(put_enrollments, rows.text());
    return true;
}

bool put_offerings_of(db::connection& in, const db::id_list& of,
                      const std::map<offerings::course_provide_id, facts>& all, timestamp now)
{
    std::map<offerings::course_provide_id, offering_facts> kept;
    for (auto& each : in.all<kept_offering>(kept_offerings, of))
        kept.emplace(each.course_provide_id, std::move(each));
    cells difference;
    db::row_list rows;
    for (const auto& [which, fresh] : all) {
        const auto& is = fresh.offering;
        const auto was = kept.find(which);
        if (was != kept.end() && was->second == is)
            continue;
        if (was != kept.end())
            add_cells(difference, was->second, -1);
        add_cells(difference, is, 1);
        rows.add(which, is.institution_id, is.company_id, is.course_id, is.state, is.begin_date, is.end_date,
                 is.deposit, is.contracted_on, is.enrolled_month, is.trainee_count, is.certified_count, is.progress_sum,
                 is.present_ms, is.held_ms, is.exam_sum, is.exam_count, is.rating_sum, is.rating_count, now);
    }
    if (rows.empty())
        return false;
    put_cells(in, difference);
    in.run(put_offerings, rows.text());
    return true;
}

} // namespace

bool refresh(db::connection& in, std::span<const offerings::course_provide_id> which, timestamp now,
             const std::string& zone)
{
    const db::id_list ids{which};
    const auto fresh = facts_of(in, which, now, zone);
    const auto people_changed = put_people(in, ids, fresh, now);
    return put_offerings_of(in, ids, fresh, now) || people_changed;
}

bool refresh(db::connection& in, offerings::course_provide_id which, timestamp now, const std::string& zone)
{
    return refresh(in, std::span{&which, 1}, now, zone);
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
