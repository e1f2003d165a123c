#include "exams/total.hpp"

#include "exams/timing.hpp"

#include <algorithm>

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

} // namespace

total_scores totals_of(db::connection& in, const offerings::enrolments::offering& of, const std::string& zone,
                       std::optional<user_id> only)
{
    total_scores made;
    std::map<exam_id, std::int64_t> weights;
    std::int64_t all = 0;
    for (const auto& each : in.all<weighted_exam>(weighted_exams, of.course_id, end_of_day(of.end_date, zone))) {
        weights.emplace(each.id, each.weight);
        all += each.weight;
    }
    made.counted = all > 0;
    if (!made.counted)
        return made;
    const auto rows =
        only ? in.all<best_score>(best_scores_of_one, of.id, *only) : in.all<best_score>(best_scores, of.id);
    for (const auto& each : rows)
        if (const auto found = weights.find(each.exam_id); found != weights.end())
            made.scores[each.enrollment_id] += found->second * each.score;
    for (auto& [who, sum] : made.scores)
        sum /= all;
    return made;
}

} // namespace ahimmoyak::exams
