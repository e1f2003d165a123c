#include "analysis/own.hpp"

#include "analysis/charts.hpp"

#include <map>

namespace ahimmoyak::analysis {

namespace {

constexpr db::query courses_of_trainee{R"(
    SELECT p.id AS course_provide_id, c.title AS course_title, i.name AS institution_name, p.state AS state,
           p.begin_date AS begin_date, p.end_date AS end_date, COALESCE(a.progress_percent, 0) AS progress_percent,
           COALESCE(a.present_ms, 0) AS present_ms, COALESCE(a.held_ms, 0) AS held_ms, COALESCE(a.exam_sum, 0) AS exam_sum,
           COALESCE(a.exam_count, 0) AS exam_count, COALESCE(a.certified, FALSE) AS certified
    FROM enrollment e JOIN course_provide p ON p.id = e.course_provide_id JOIN course c ON c.id = p.course_id
         JOIN institution i ON i.id = p.institution_id LEFT JOIN analysis_enrollment a ON a.enrollment_id = e.id
    WHERE e.user_id = $1 AND p.end_date >= $2 AND p.begin_date <= $3
    ORDER BY p.end_date DESC, p.id DESC LIMIT 200)"};
constexpr db::query days_of_trainee{R"(
    SELECT e.course_provide_id AS course_provide_id, d.day AS day, d.credited_ms AS credited_ms, d.live_ms AS live_ms
    FROM enrollment e JOIN learning_day d ON d.enrollment_id = e.id
    WHERE e.user_id = $1 AND d.day >= $2 AND d.day <= $3)"};

struct trainee_course {
    offerings::course_provide_id course_provide_id;
    std::string course_title;
    std::string institution_name;
    offerings::course_provide_state state = offerings::course_provide_state::ONGOING;
    date begin_date;
    date end_date;
    std::int64_t progress_percent = 0;
    std::int64_t present_ms = 0;
    std::int64_t held_ms = 0;
    std::int64_t exam_sum = 0;
    std::int64_t exam_count = 0;
    bool certified = false;
};
BOOST_DESCRIBE_STRUCT(trainee_course, (),
                      (course_provide_id, course_title, institution_name, state, begin_date, end_date, progress_percent,
                       present_ms, held_ms, exam_sum, exam_count, certified))

struct trainee_day {
    offerings::course_provide_id course_provide_id;
    date day;
    std::int64_t credited_ms = 0;
    std::int64_t live_ms = 0;
};
BOOST_DESCRIBE_STRUCT(trainee_day, (), (course_provide_id, day, credited_ms, live_ms))

date monday_of(date day)
{
    const std::chrono::weekday is{day.value};
    return {day.value - std::chrono::days{is.iso_encoding() - 1}};
}

} // namespace

std::vector<own_course> own_courses(db::connection& in, user_id who, const period& when)
{
    std::vector<own_course> made;
    for (auto& each : in.all<trainee_course>(courses_of_trainee, who, when.from, when.to))
        made.push_back({each.course_provide_id, std::move(each.course_title), std::move(each.institution_name),
                        each.state, each.begin_date, each.end_date, each.progress_percent,
                        percent_or_none(each.present_ms, each.held_ms), mean_or_none(each.exam_sum, each.exam_count), 0,
                        0, each.certified});
    return made;
}

std::vector<own_week> own_weeks(db::connection& in, user_id who, const period& when, std::vector<own_course>& of)
{
    std::map<offerings::course_provide_id, own_course*> courses;
    for (auto& each : of)
        courses.emplace(each.course_provide_id, &each);
    struct sums {
        std::int64_t credited_ms = 0;
        std::int64_t live_ms = 0;
    };
    std::map<std::pair<date, offerings::course_provide_id>, sums> weeks;
    std::map<offerings::course_provide_id, sums> whole;
    for (const auto& each : in.all<trainee_day>(days_of_trainee, who, when.from, when.to)) {
        if (!courses.contains(each.course_provide_id))
            continue;
        for (auto* sum : {&weeks[{monday_of(each.day), each.course_provide_id}], &whole[each.course_provide_id]}) {
            sum->credited_ms += each.credited_ms;
            sum->live_ms += each.live_ms;
        }
    }
    for (const auto& [course, sum] : whole) {
        courses[course]->credited_seconds = sum.credited_ms / 1'000;
        courses[course]->live_seconds = sum.live_ms / 1'000;
    }
    std::vector<own_week> made;
    for (const auto& [where, sum] : weeks)
        made.push_back({where.first, where.second, sum.credited_ms / 1'000, sum.live_ms / 1'000});
    return made;
}

} // namespace ahimmoyak::analysis
