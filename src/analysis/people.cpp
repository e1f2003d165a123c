#include "analysis/people.hpp"

#include "analysis/charts.hpp"

namespace ahimmoyak::analysis {

namespace {

// First the offerings that so many people are in, of which that of the place may be through already: among a million
// trainees only those of a page are looked at.
constexpr db::query page_of_people{R"(
    SELECT a.certified AS certified, a.progress_percent AS progress_percent, a.progress_needed AS progress_needed,
           a.attendance_percent AS attendance_percent, a.attendance_needed AS attendance_needed, a.score AS score,
           a.score_needed AS score_needed, a.exam_count AS exam_count, e.id AS enrollment_id, e.user_id AS user_id,
           u.name AS name, o.company_id AS company_id, k.name AS company_name, o.course_provide_id AS course_provide_id,
           c.title AS course_title, o.state AS state, o.begin_date AS begin_date, o.end_date AS end_date,
           a.exam_sum AS exam_sum, a.present_ms AS present_ms, a.held_ms AS held_ms
    FROM (SELECT o.course_provide_id, o.company_id, o.course_id, o.state, o.begin_date, o.end_date,
                 SUM(CASE WHEN o.course_provide_id = CAST($1 AS BIGINT) THEN 0 ELSE o.trainee_count END)
                     OVER (ORDER BY o.course_provide_id DESC) -
                 CASE WHEN o.course_provide_id = CAST($1 AS BIGINT) THEN 0 ELSE o.trainee_count END AS people_before
          FROM analysis_offering o
          WHERE o.course_provide_id <= CAST($1 AS BIGINT)
            AND (CAST($2 AS BIGINT) IS NULL OR o.institution_id = $2) AND (CAST($3 AS BIGINT) IS NULL OR o.company_id = $3)
            AND (CAST($4 AS BIGINT) IS NULL OR o.course_id = $4)
            AND (CAST($5 AS BIGINT) IS NULL OR o.course_provide_id = $5)
            AND o.state IN ('NOT_STARTED', 'ONGOING', 'FINISHED')
            AND (CASE WHEN CAST($6 AS TEXT) IS NULL THEN o.end_date >= $7 AND o.begin_date <= $8
                      ELSE o.enrolled_month = $6 END)) o
         JOIN analysis_enrollment a ON a.course_provide_id = o.course_provide_id
         JOIN enrollment e ON e.id = a.enrollment_id JOIN users u ON u.id = e.user_id JOIN course c ON c.id = o.course_id
         JOIN company k ON k.id = o.company_id
    WHERE o.people_before < CAST($9 AS BIGINT) AND (o.course_provide_id < CAST($1 AS BIGINT) OR a.enrollment_id > $10)
    ORDER BY o.course_provide_id DESC, a.enrollment_id LIMIT CAST($9 AS BIGINT))"};
constexpr db::query people_counted{R"(
    SELECT CAST(COALESCE(SUM(o.trainee_count), 0) AS BIGINT) AS people FROM analysis_offering o
    WHERE (CAST($1 AS BIGINT) IS NULL OR o.institution_id = $1) AND (CAST($2 AS BIGINT) IS NULL OR o.company_id = $2)
      AND (CAST($3 AS BIGINT) IS NULL OR o.course_id = $3) AND (CAST($4 AS BIGINT) IS NULL OR o.course_provide_id = $4)
      AND o.state IN ('NOT_STARTED', 'ONGOING', 'FINISHED')
      AND (CASE WHEN CAST($5 AS TEXT) IS NULL THEN o.end_date >= $6 AND o.begin_date <= $7 ELSE o.enrolled_month = $5 END))"};

constexpr db::query company_of_institution{
    "SELECT id FROM course_provide WHERE institution_id = $1 AND company_id = $2 LIMIT 1"};

struct found_person : stand {
    offerings::enrollment_id enrollment_id;
    ahimmoyak::user_id user_id;
    std::string name;
    ahimmoyak::company_id company_id;
    std::string company_name;
    offerings::course_provide_id course_provide_id;
    std::string course_title;
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    date begin_date;
    date end_date;
    std::int64_t exam_sum = 0;
    std::int64_t present_ms = 0;
    std::int64_t held_ms = 0;
};
BOOST_DESCRIBE_STRUCT(found_person, (stand),
                      (enrollment_id, user_id, name, company_id, company_name, course_provide_id, course_title, state,
                       begin_date, end_date, exam_sum, present_ms, held_ms))

person_row shown_person(found_person&& from, date today)
{
    auto ahead = prospect_of(from, days_of(from.state, from.begin_date, from.end_date, today));
    return {from.enrollment_id,
            from.user_id,
            std::move(from.name),
            from.company_id,
            std::move(from.company_name),
            from.course_provide_id,
            std::move(from.course_title),
            from.state,
            from.begin_date,
            from.end_date,
            from.progress_percent,
            percent_or_none(from.present_ms, from.held_ms),
            mean_or_none(from.exam_sum, from.exam_count),
            ahead.outlook,
            std::move(ahead.requirements)};
}

} // namespace

std::vector<person_row> people(db::connection& in, const people_filter& of, const period& when,
                               const people_place& after, std::int64_t most, date today)
{
    std::vector<person_row> made;
    for (auto& each :
         in.all<found_person>(page_of_people, after.course_provide, of.institution, of.company, of.course,
                              of.course_provide, of.enrolled_month, when.from, when.to, most, after.enrollment))
        made.push_back(shown_person(std::move(each), today));
    return made;
}

std::int64_t count_people(db::connection& in, const people_filter& of, const period& when)
{
    return in
        .first<std::int64_t>(people_counted, of.institution, of.company, of.course, of.course_provide,
                             of.enrolled_month, when.from, when.to)
        .value_or(0);
}

bool has_dealt_with(db::connection& in, institution_id which, company_id with)
{
    return in.first<offerings::course_provide_id>(company_of_institution, which, with).has_value();
}

} // namespace ahimmoyak::analysis
