#include "analysis/grids.hpp"

#include "analysis/charts.hpp"

namespace ahimmoyak::analysis {

namespace {

constexpr db::query company_rows{R"(
    SELECT s.company_id AS company_id, k.name AS company_name, s.offering_count AS offering_count,
           s.trainee_count AS trainee_count, s.deposit AS deposit, s.first_on AS first_contract_on,
           s.last_on AS last_contract_on
    FROM (SELECT company_id, CAST(COUNT(*) AS BIGINT) AS offering_count,
                 CAST(SUM(trainee_count) AS BIGINT) AS trainee_count, CAST(SUM(deposit) AS BIGINT) AS deposit,
                 MIN(contracted_on) AS first_on, MAX(contracted_on) AS last_on
          FROM analysis_offering
          WHERE institution_id = $1 AND end_date >= $2 AND begin_date <= $3 AND contracted_on IS NOT NULL
          GROUP BY company_id ORDER BY 3 DESC, 1 LIMIT $4 OFFSET $5) s JOIN company k ON k.id = s.company_id
    ORDER BY s.trainee_count DESC, s.company_id)"};
constexpr db::query companies_counted{R"(
    SELECT CAST(COUNT(DISTINCT company_id) AS BIGINT) AS companies FROM analysis_offering
    WHERE institution_id = $1 AND end_date >= $2 AND begin_date <= $3 AND contracted_on IS NOT NULL)"};

constexpr db::query offering_rows{R"(
    SELECT s.course_provide_id AS course_provide_id, s.course_id AS course_id, c.title AS course_title,
           s.company_id AS company_id, k.name AS company_name, s.state AS state, s.begin_date AS begin_date,
           s.end_date AS end_date, s.trainee_count AS trainee_count, s.certified_count AS certified_count,
           s.progress_sum AS progress_sum, s.present_ms AS present_ms, s.held_ms AS held_ms
    FROM (SELECT * FROM analysis_offering
          WHERE institution_id = $1 AND end_date >= $2 AND begin_date <= $3
            AND state IN ('NOT_STARTED', 'ONGOING', 'FINISHED')
            AND (CAST($4 AS BIGINT) IS NULL OR course_id = $4) AND (CAST($5 AS BIGINT) IS NULL OR company_id = $5)
          ORDER BY end_date DESC, begin_date DESC, course_provide_id DESC LIMIT $6 OFFSET $7) s
         JOIN course c ON c.id = s.course_id JOIN company k ON k.id = s.company_id
    ORDER BY s.end_date DESC, s.begin_date DESC, s.course_provide_id DESC)"};
constexpr db::query offerings_counted{R"(
    SELECT CAST(COUNT(*) AS BIGINT) AS offerings FROM analysis_offering
    WHERE institution_id = $1 AND end_date >= $2 AND begin_date <= $3
      AND state IN ('NOT_STARTED', 'ONGOING', 'FINISHED')
      AND (CAST($4 AS BIGINT) IS NULL OR course_id = $4) AND (CAST($5 AS BIGINT) IS NULL OR company_id = $5))"};

constexpr db::query attendance_rows_by_company{R"(
    SELECT s.company_id AS company_id, k.name AS company_name, s.offering_count AS offering_count,
           s.trainee_count AS trainee_count, s.present_ms AS present_ms, s.held_ms AS held_ms
    FROM (SELECT company_id, CAST(COUNT(*) AS BIGINT) AS offering_count,
                 CAST(SUM(trainee_count) AS BIGINT) AS trainee_count, CAST(SUM(present_ms) AS BIGINT) AS present_ms,
                 CAST(SUM(held_ms) AS BIGINT) AS held_ms
          FROM analysis_offering
          WHERE institution_id = $1 AND end_date >= $2 AND begin_date <= $3
            AND state IN ('NOT_STARTED', 'ONGOING', 'FINISHED')
          GROUP BY company_id ORDER BY 3 DESC, 1 LIMIT $4 OFFSET $5) s JOIN company k ON k.id = s.company_id
    ORDER BY s.trainee_count DESC, s.company_id)"};
constexpr db::query attended_companies_counted{R"(
    SELECT CAST(COUNT(DISTINCT company_id) AS BIGINT) AS companies FROM analysis_offering
    WHERE institution_id = $1 AND end_date >= $2 AND begin_date <= $3
      AND state IN ('NOT_STARTED', 'ONGOING', 'FINISHED'))"};

constexpr db::query rate_rows{R"(
    SELECT c.id AS course_id, c.title AS course_title, c.instructor AS instructor, c.state AS state,
           COALESCE(s.offering_count, 0) AS offering_count, COALESCE(s.trainee_count, 0) AS trainee_count,
           COALESCE(s.certified_count, 0) AS certified_count, COALESCE(s.progress_sum, 0) AS progress_sum,
           COALESCE(s.exam_sum, 0) AS exam_sum, COALESCE(s.exam_count, 0) AS exam_count,
           COALESCE(s.rating_sum, 0) AS rating_sum, COALESCE(s.rating_count, 0) AS rating_count
    FROM course c LEFT JOIN (
        SELECT course_id, CAST(COUNT(*) AS BIGINT) AS offering_count, CAST(SUM(trainee_count) AS BIGINT) AS trainee_count,
               CAST(SUM(certified_count) AS BIGINT) AS certified_count, CAST(SUM(progress_sum) AS BIGINT) AS progress_sum,
               CAST(SUM(exam_sum) AS BIGINT) AS exam_sum, CAST(SUM(exam_count) AS BIGINT) AS exam_count,
               CAST(SUM(rating_sum) AS BIGINT) AS rating_sum, CAST(SUM(rating_count) AS BIGINT) AS rating_count
        FROM analysis_offering
        WHERE institution_id = $1 AND end_date >= $2 AND begin_date <= $3
          AND state IN ('NOT_STARTED', 'ONGOING', 'FINISHED')
        GROUP BY course_id) s ON s.course_id = c.id
    WHERE c.institution_id = $1
    ORDER BY COALESCE(s.trainee_count, 0) DESC, c.id DESC LIMIT $4 OFFSET $5)"};
constexpr db::query courses_counted{"SELECT CAST(COUNT(*) AS BIGINT) AS courses FROM course WHERE institution_id = $1"};

struct offering_sums {
    offerings::course_provide_id course_provide_id;
    courses::course_id course_id;
    std::string course_title;
    ahimmoyak::company_id company_id;
    std::string company_name;
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    date begin_date;
    date end_date;
    std::int64_t trainee_count = 0;
    std::int64_t certified_count = 0;
    std::int64_t progress_sum = 0;
    std::int64_t present_ms = 0;
    std::int64_t held_ms = 0;
};
BOOST_DESCRIBE_STRUCT(offering_sums, (),
                      (course_provide_id, course_id, course_title, company_id, company_name, state, begin_date,
                       end_date, trainee_count, certified_count, progress_sum, present_ms, held_ms))

struct company_sums {
    ahimmoyak::company_id company_id;
    std::string company_name;
    std::int64_t offering_count = 0;
    std::int64_t trainee_count = 0;
    std::int64_t present_ms = 0;
    std::int64_t held_ms = 0;
};
BOOST_DESCRIBE_STRUCT(company_sums, (), (company_id, company_name, offering_count, trainee_count, present_ms, held_ms))

struct course_sums {
    courses::course_id course_id;
    std::string course_title;
    std::string instructor;
    courses::course_state state = courses::course_state::AVAILABLE;
    std::int64_t offering_count = 0;
    std::int64_t trainee_count = 0;
    std::int64_t certified_count = 0;
    std::int64_t progress_sum = 0;
    std::int64_t exam_sum = 0;
    std::int64_t exam_count = 0;
    std::int64_t rating_sum = 0;
    std::int64_t rating_count = 0;
};
BOOST_DESCRIBE_STRUCT(course_sums, (),
                      (course_id, course_title, instructor, state, offering_count, trainee_count, certified_count,
                       progress_sum, exam_sum, exam_count, rating_sum, rating_count))

} // namespace

std::vector<contract_row> companies(db::connection& in, institution_id of, const period& when, const slice& part)
{
    return in.all<contract_row>(company_rows, of, when.from, when.to, part.limit, part.skipped());
}

std::vector<course_provide_row> course_provides(db::connection& in, institution_id of, const period& when,
                                                const slice& part, const narrowed& to)
{
    std::vector<course_provide_row> made;
    for (auto& each : in.all<offering_sums>(offering_rows, of, when.from, when.to, to.course, to.company, part.limit,
                                            part.skipped()))
        made.push_back({each.course_provide_id, each.course_id, std::move(each.course_title), each.company_id,
                        std::move(each.company_name), each.state, each.begin_date, each.end_date, each.trainee_count,
                        each.certified_count, mean_or_none(each.progress_sum, each.trainee_count),
                        percent_or_none(each.present_ms, each.held_ms)});
    return made;
}

std::vector<company_attendance_row> company_attendances(db::connection& in, institution_id of, const period& when,
                                                        const slice& part)
{
    std::vector<company_attendance_row> made;
    for (auto& each :
         in.all<company_sums>(attendance_rows_by_company, of, when.from, when.to, part.limit, part.skipped()))
        made.push_back({each.company_id, std::move(each.company_name), each.offering_count, each.trainee_count,
                        each.held_ms / 1'000, each.present_ms / 1'000, percent_or_none(each.present_ms, each.held_ms)});
    return made;
}

std::vector<course_rate_row> course_rates(db::connection& in, institution_id of, const period& when, const slice& part)
{
    std::vector<course_rate_row> made;
    for (auto& each : in.all<course_sums>(rate_rows, of, when.from, when.to, part.limit, part.skipped()))
        made.push_back(
            {each.course_id, std::move(each.course_title), std::move(each.instructor), each.state, each.offering_count,
             each.trainee_count, each.certified_count, percent_or_none(each.certified_count, each.trainee_count),
             mean_or_none(each.progress_sum, each.trainee_count), mean_or_none(each.exam_sum, each.exam_count),
             mean_or_none(each.rating_sum, each.rating_count), each.rating_count});
    return made;
}

std::int64_t count_companies(db::connection& in, institution_id of, const period& when)
{
    return in.first<std::int64_t>(companies_counted, of, when.from, when.to).value_or(0);
}

std::int64_t count_course_provides(db::connection& in, institution_id of, const period& when, const narrowed& to)
{
    return in.first<std::int64_t>(offerings_counted, of, when.from, when.to, to.course, to.company).value_or(0);
}

std::int64_t count_company_attendances(db::connection& in, institution_id of, const period& when)
{
    return in.first<std::int64_t>(attended_companies_counted, of, when.from, when.to).value_or(0);
}

std::int64_t count_course_rates(db::connection& in, institution_id of, const period&)
{
    return in.first<std::int64_t>(courses_counted, of).value_or(0);
}

} // namespace ahimmoyak::analysis
