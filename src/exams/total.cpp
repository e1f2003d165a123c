#include "exams/total.hpp"

#include "db/lists.hpp"
#include "exams/timing.hpp"

#include <set>
#include <vector>

namespace ahimmoyak::exams {

namespace {

constexpr db::query weighted_exams{R"(
    SELECT id, weight FROM exam
    WHERE course_id = $1 AND removed_at IS NULL AND weight > 0 AND opened_at < $2)"};
constexpr db::query best_scores{R"(
    SELECT exam_id, enrollment_id, MAX(score) AS score FROM exam_submission
    WHERE course_provide_id = $1 AND state = 'MARKED' GROUP BY exam_id, enrollment_id)"};
constexpr db::query best_scores_of_one{R"(
    SELECT exam_id, enrollment_id, MAX(score) AS score FROM exam_submission
    WHERE course_provide_id = $1 AND user_id = $2 AND state = 'MARKED' GROUP BY exam_id, enrollment_id)"};

struct weighted_exam {
    exam_id id;
    std::int64_t weight = 0;
};
BOOST_DESCRIBE_STRUCT(weighted_exam, (), (id, weight))

struct best_score {
    exams::exam_id exam_id;
    offerings::enrollment_id enrollment_id;
    std::int64_t score = 0;
};
BOOST_DESCRIBE_STRUCT(best_score, (), (exam_id, enrollment_id, score))

constexpr auto weighted_exams_of_courses = db::one_of_listed<
    "SELECT id, weight, course_id, opened_at FROM exam WHERE removed_at IS NULL AND weight > 0 AND course_id">();
struct placed_exam : weighted_exam {
    courses::course_id course_id;
    std::optional<timestamp> opened_at;
};
BOOST_DESCRIBE_STRUCT(placed_exam, (weighted_exam), (course_id, opened_at))

constexpr auto best_scores_of_offerings = db::one_of_listed<R"(
    SELECT exam_id, enrollment_id, MAX(score) AS score, course_provide_id FROM exam_submission
    WHERE state = 'MARKED' AND course_provide_id)",
                                                            " GROUP BY course_provide_id, exam_id, enrollment_id">();
struct placed_score : best_score {
    offerings::course_provide_id course_provide_id;
};
BOOST_DESCRIBE_STRUCT(placed_score, (best_score), (course_provide_id))

/// The exams that count, and what they weigh together.
struct weights {
    std::map<exam_id, std::int64_t> each;
    std::int64_t all = 0;
    void add(const weighted_exam& one)
    {
        each.emplace(one.id, one.weight);
        all += one.weight;
    }
};

template <class Scores>
total_scores totalled(const weights& by, const Scores& scores)
{
    total_scores made;
    made.counted = by.all > 0;
    if (!made.counted)
        return made;
    for (const auto& one : scores)
        if (const auto found = by.each.find(one.exam_id); found != by.each.end())
            made.scores[one.enrollment_id] += found->second * one.score;
    for (auto& [who, sum] : made.scores)
        sum /= by.all;
    return made;
}

} // namespace

total_scores totals_of(db::connection& in, const offerings::enrolments::offering& of, const std::string& zone,
                       std::optional<user_id> only)
{
    weights by;
    for (const auto& each : in.all<weighted_exam>(weighted_exams, of.course_id, end_of_day(of.end_date, zone)))
        by.add(each);
    if (by.all == 0)
        return {};
    return totalled(by, only ? in.all<best_score>(best_scores_of_one, of.id, *only)
                             : in.all<best_score>(best_scores, of.id));
}

std::map<offerings::course_provide_id, total_scores>
totals_of_all(db::connection& in, std::span<const offerings::enrolments::offering> all, const std::string& zone)
{
    std::set<courses::course_id> courses;
    std::vector<offerings::course_provide_id> ids;
    for (const auto& each : all) {
        courses.insert(each.course_id);
        ids.push_back(each.id);
    }
    std::multimap<courses::course_id, placed_exam> exams;
    for (auto& each : in.all<placed_exam>(weighted_exams_of_courses, db::id_list{courses}))
        exams.emplace(each.course_id, each);
    std::map<offerings::course_provide_id, total_scores> made;
    if (exams.empty())
        return made;
    std::map<offerings::course_provide_id, std::vector<placed_score>> scores;
    for (auto& each : in.all<placed_score>(best_scores_of_offerings, db::id_list{ids}))
        scores[each.course_provide_id].push_back(each);
    for (const auto& each : all) {
        weights by;
        const auto end = end_of_day(each.end_date, zone);
        for (auto [at, last] = exams.equal_range(each.course_id); at != last; ++at)
            if (at->second.opened_at && *at->second.opened_at < end)
                by.add(at->second);
        made.emplace(each.id, totalled(by, scores[each.id]));
    }
    return made;
}

} // namespace ahimmoyak::exams
