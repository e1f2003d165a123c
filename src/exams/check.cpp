#include "exams/check.hpp"

#include "base/cursor.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::exams {

namespace {

constexpr db::query enrolled_trainees{R"(
    SELECT e.id AS enrollment_id, p.id AS course_provide_id, e.user_id AS user_id, u.name AS name,
           c.name AS company_name
    FROM course_provide p JOIN enrollment e ON e.course_provide_id = p.id JOIN users u ON u.id = e.user_id
         JOIN company c ON c.id = p.company_id
    WHERE p.course_id = $1 AND ($2 = 0 OR p.id = $2) AND e.id > $3 ORDER BY e.id LIMIT $4)"};
constexpr db::query attempts_checked{R"(
    SELECT s.enrollment_id AS enrollment_id, s.id AS submission_id, s.attempt AS attempt, s.state AS state,
           s.started_at AS started_at, s.deadline_at AS deadline_at, s.submitted_at AS submitted_at,
           s.submitted_by AS submitted_by, s.given_back_ms / 1000 AS given_back_seconds, s.score AS score,
           s.passed AS passed, s.focus_changes AS focus_changes, s.away_ms / 1000 AS away_seconds,
           (SELECT COUNT(*) FROM exam_answer a WHERE a.submission_id = s.id AND a.response IS NOT NULL) AS answered_count,
           (SELECT COUNT(*) FROM exam_answer a WHERE a.submission_id = s.id) AS question_count
    FROM exam_submission s
    WHERE s.exam_id = $1 AND s.enrollment_id >= $2 AND s.enrollment_id <= $3 ORDER BY s.enrollment_id, s.attempt)"};
constexpr db::query count_trainees{R"(
    SELECT COUNT(*) FROM course_provide p JOIN enrollment e ON e.course_provide_id = p.id
    WHERE p.course_id = $1 AND ($2 = 0 OR p.id = $2))"};
constexpr db::query count_takers{R"(
    SELECT COUNT(*) AS taken_count, CAST(COALESCE(SUM(waits), 0) AS BIGINT) AS waiting_count,
           CAST(COALESCE(SUM(passes), 0) AS BIGINT) AS passed_count,
           CAST(AVG(best) AS DOUBLE PRECISION) AS average_score
    FROM (SELECT MAX(CASE WHEN state = 'SUBMITTED' THEN 1 ELSE 0 END) AS waits,
                 MAX(CASE WHEN passed THEN 1 ELSE 0 END) AS passes, MAX(score) AS best
          FROM exam_submission WHERE exam_id = $1 AND ($2 = 0 OR course_provide_id = $2) AND state <> 'OPEN'
          GROUP BY enrollment_id) AS each_trainee)"};
constexpr db::query count_writers{R"(
    SELECT COUNT(*) FROM exam_submission
    WHERE exam_id = $1 AND ($2 = 0 OR course_provide_id = $2) AND state = 'OPEN')"};

struct enrolled_row {
    offerings::enrollment_id enrollment_id;
    offerings::course_provide_id course_provide_id;
    ahimmoyak::user_id user_id;
    std::string name;
    std::string company_name;
};
BOOST_DESCRIBE_STRUCT(enrolled_row, (), (enrollment_id, course_provide_id, user_id, name, company_name))

struct attempt_row {
    offerings::enrollment_id enrollment_id;
    exams::submission_id submission_id;
    std::int64_t attempt = 1;
    submission_state state{};
    timestamp started_at{};
    timestamp deadline_at{};
    std::optional<timestamp> submitted_at;
    std::optional<handed_in_by> submitted_by;
    std::int64_t given_back_seconds = 0;
    std::optional<std::int64_t> score;
    std::optional<bool> passed;
    std::int64_t focus_changes = 0;
    std::int64_t away_seconds = 0;
    std::int64_t answered_count = 0;
    std::int64_t question_count = 0;
};
BOOST_DESCRIBE_STRUCT(attempt_row, (),
                      (enrollment_id, submission_id, attempt, state, started_at, deadline_at, submitted_at,
                       submitted_by, given_back_seconds, score, passed, focus_changes, away_seconds, answered_count,
                       question_count))

struct takers {
    std::int64_t taken_count = 0;
    std::int64_t waiting_count = 0;
    std::int64_t passed_count = 0;
    std::optional<double> average_score;
};
BOOST_DESCRIBE_STRUCT(takers, (), (taken_count, waiting_count, passed_count, average_score))

checked_attempt attempt_from(const attempt_row& row, timestamp now)
{
    const auto used = row.submitted_at.value_or(now) - row.started_at;
    return {row.submission_id,
            row.attempt,
            row.state,
            row.started_at,
            row.deadline_at,
            row.submitted_at,
            row.submitted_by,
            std::chrono::floor<std::chrono::seconds>(used).count(),
            row.given_back_seconds,
            row.score,
            row.passed,
            row.answered_count,
            row.question_count,
            row.focus_changes,
            row.away_seconds};
}

taken_state latest_state(submission_state of)
{
    switch (of) {
    case submission_state::OPEN:
        return taken_state::OPEN;
    case submission_state::SUBMITTED:
        return taken_state::SUBMITTED;
    case submission_state::MARKED:
        break;
    }
    return taken_state::MARKED;
}

void add_attempt(checked_trainee& to, const attempt_row& row, timestamp now)
{
    to.attempts.push_back(attempt_from(row, now));
    to.state = latest_state(row.state);
    if (row.score)
        to.best_score = std::max(to.best_score.value_or(0), *row.score);
    if (row.passed)
        to.passed = to.passed.value_or(false) || *row.passed;
}

} // namespace

checked_exam check_of(db::connection& in, const exam_facts& of, const check_wish& wish, timestamp now)
{
    const auto offering = wish.offering.value_or(offerings::course_provide_id{}).value;
    checked_exam made;
    auto rows = in.all<enrolled_row>(enrolled_trainees, of.course_id, offering, wish.after, wish.most + 1);
    if (std::ssize(rows) > wish.most) {
        rows.pop_back();
        made.next_cursor = cursor{rows.back().enrollment_id.value}.to_text();
    }
    std::map<offerings::enrollment_id, std::size_t> places;
    for (auto& each : rows) {
        places.emplace(each.enrollment_id, made.items.size());
        checked_trainee one;
        one.course_provide_id = each.course_provide_id;
        one.user_id = each.user_id;
        one.name = std::move(each.name);
        one.company_name = std::move(each.company_name);
        made.items.push_back(std::move(one));
    }
    if (!rows.empty())
        for (const auto& each :
             in.all<attempt_row>(attempts_checked, of.id, rows.front().enrollment_id, rows.back().enrollment_id))
            if (const auto found = places.find(each.enrollment_id); found != places.end())
                add_attempt(made.items[found->second], each, now);
    made.trainee_count = in.first<std::int64_t>(count_trainees, of.course_id, offering).value();
    made.open_count = in.first<std::int64_t>(count_writers, of.id, offering).value();
    const auto all = in.first<takers>(count_takers, of.id, offering).value();
    made.taken_count = all.taken_count;
    made.waiting_count = all.waiting_count;
    made.passed_count = all.passed_count;
    made.average_score = all.average_score;
    return made;
}

} // namespace ahimmoyak::exams
