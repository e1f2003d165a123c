#include "exams/settle.hpp"

#include "events/outbox.hpp"
#include "exams/events.hpp"

namespace ahimmoyak::exams {

namespace {

constexpr db::query submission_to_settle{R"(
    SELECT s.exam_id AS exam_id, s.course_provide_id AS course_provide_id, s.enrollment_id AS enrollment_id,
           s.user_id AS user_id, s.state AS state, s.points_possible AS points_possible, s.score AS score,
           s.passed AS passed, e.pass_percent AS pass_percent
    FROM exam_submission s JOIN exam e ON e.id = s.exam_id WHERE s.id = $1)"};
constexpr db::query marks_of_submission{R"(
    SELECT COUNT(*) - COUNT(points_hundredths) AS waiting,
           CAST(COALESCE(SUM(points_hundredths), 0) AS BIGINT) AS points_hundredths
    FROM exam_answer WHERE submission_id = $1)"};
constexpr db::query keep_settled{R"(
    UPDATE exam_submission SET state = $1, points_hundredths = $2, score = $3, passed = $4, updated_at = $5
    WHERE id = $6)"};

constexpr db::query put_points{R"(
    UPDATE exam_answer SET points_hundredths = $1, marked_by = 'PERSON', updated_at = $2
    WHERE submission_id = $3 AND position = $4)"};
constexpr db::query put_worth{R"(
    UPDATE exam_answer SET points = $1, points_hundredths = $2, marked_by = $3, updated_at = $4
    WHERE submission_id = $5 AND position = $6)"};
constexpr db::query sum_possible{R"(
    UPDATE exam_submission SET points_possible =
        (SELECT CAST(SUM(points) AS BIGINT) FROM exam_answer WHERE submission_id = $1), updated_at = $2 WHERE id = $1)"};

struct unsettled {
    exams::exam_id exam_id;
    offerings::course_provide_id course_provide_id;
    offerings::enrollment_id enrollment_id;
    ahimmoyak::user_id user_id;
    submission_state state{};
    std::int64_t points_possible = 0;
    std::optional<std::int64_t> score;
    std::optional<bool> passed;
    std::int64_t pass_percent = 0;
};
BOOST_DESCRIBE_STRUCT(unsettled, (),
                      (exam_id, course_provide_id, enrollment_id, user_id, state, points_possible, score, passed,
                       pass_percent))

struct marks {
    std::int64_t waiting = 0;
    std::int64_t points_hundredths = 0;
};
BOOST_DESCRIBE_STRUCT(marks, (), (waiting, points_hundredths))

} // namespace

std::int64_t score_of(std::int64_t points_hundredths, std::int64_t points_possible)
{
    if (points_possible <= 0)
        return 0;
    // Of 100, half up: 100 * (hundredths / 100) / possible.
    return (2 * points_hundredths + points_possible) / (2 * points_possible);
}

void settle(db::connection& in, submission_id of, timestamp now)
{
    const auto found = in.first<unsettled>(submission_to_settle, of);
    if (!found || found->state == submission_state::OPEN)
        return;
    const auto has = in.first<marks>(marks_of_submission, of).value();
    if (has.waiting > 0) {
        in.run(keep_settled, submission_state::SUBMITTED, has.points_hundredths, std::optional<std::int64_t>{},
               std::optional<bool>{}, now, of);
        return;
    }
    const auto score = score_of(has.points_hundredths, found->points_possible);
    const auto passed = score >= found->pass_percent;
    in.run(keep_settled, submission_state::MARKED, has.points_hundredths, std::optional{score}, std::optional{passed},
           now, of);
    if (found->state == submission_state::MARKED && found->score == score && found->passed == passed)
        return;
    events::publish(
        in, scored{of, found->exam_id, found->course_provide_id, found->enrollment_id, found->user_id, score, passed},
        of);
}

void give_points(db::connection& in, submission_id of, std::int64_t position, std::int64_t hundredths, timestamp now)
{
    in.run(put_points, hundredths, now, of, position);
    settle(in, of, now);
}

void change_worth(db::connection& in, submission_id of, std::int64_t position, const answer_worth& to, timestamp now)
{
    in.run(put_worth, to.possible, to.hundredths, to.marked_by, now, of, position);
    in.run(sum_possible, of, now);
    settle(in, of, now);
}

} // namespace ahimmoyak::exams
