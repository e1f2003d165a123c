#include "marking/record.hpp"

namespace ahimmoyak::marking {

namespace {

struct attempt_row {
    offerings::enrollment_id enrollment_id;
    exams::submission_id submission_id;
    std::string exam;
    std::int64_t attempt = 1;
};
BOOST_DESCRIBE_STRUCT(attempt_row, (), (enrollment_id, submission_id, exam, attempt))

constexpr db::query attempts_in{R"(
    SELECT s.enrollment_id AS enrollment_id, s.id AS submission_id, e.title AS exam, s.attempt AS attempt
    FROM exam_submission s JOIN exam e ON e.id = s.exam_id
    WHERE s.course_provide_id = $1 AND s.state <> 'OPEN' ORDER BY s.id)"};
constexpr db::query recorded_marks{R"(
    SELECT m.position AS position, m.role AS role, COALESCE(u.name, '') AS marker_name,
           CAST(m.points_hundredths AS DOUBLE PRECISION) / 100 AS points, m.comment AS comment, m.reason AS reason, m.created_at AS created_at
    FROM exam_mark m LEFT JOIN users u ON u.id = m.user_id WHERE m.submission_id = $1 ORDER BY m.id)"};
struct copy_row {
    copy_case_id id;
    std::int64_t position = 0;
    exams::submission_id other_submission_id;
    std::int64_t likeness_percent = 0;
    copy_state state{};
};
BOOST_DESCRIBE_STRUCT(copy_row, (), (id, position, other_submission_id, likeness_percent, state))
constexpr db::query recorded_as_first{R"(
    SELECT id AS id, first_position AS position, second_submission_id AS other_submission_id,
           likeness_percent AS likeness_percent, state AS state
    FROM exam_copy_case WHERE first_submission_id = $1 ORDER BY id LIMIT 1000)"};
constexpr db::query recorded_as_second{R"(
    SELECT id AS id, second_position AS position, first_submission_id AS other_submission_id,
           likeness_percent AS likeness_percent, state AS state
    FROM exam_copy_case WHERE second_submission_id = $1 ORDER BY id LIMIT 1000)"};
constexpr db::query recorded_decisions{R"(
    SELECT d.decision AS decision, d.reason AS reason, COALESCE(u.name, '') AS decided_by, d.created_at AS created_at
    FROM exam_copy_decision d LEFT JOIN users u ON u.id = d.user_id WHERE d.copy_case_id = $1 ORDER BY d.id)"};
constexpr db::query recorded_regrades{R"(
    SELECT c.position AS position, r.kind AS kind, r.reason AS reason, COALESCE(u.name, '') AS done_by,
           CAST(c.points_before AS DOUBLE PRECISION) / 100 AS points_before, CAST(c.points_after AS DOUBLE PRECISION) / 100 AS points_after,
           c.score_before AS score_before, c.score_after AS score_after, c.created_at AS created_at
    FROM exam_regrade_change c JOIN exam_regrade r ON r.id = c.regrade_id LEFT JOIN users u ON u.id = r.user_id
    WHERE c.submission_id = $1 ORDER BY r.id)"};
constexpr db::query given_to{R"(
    SELECT k.title AS course, e.title AS exam, s.attempt AS attempt, m.position AS position,
           CAST(m.points_hundredths AS DOUBLE PRECISION) / 100 AS points, m.comment AS comment, m.created_at AS marked_at
    FROM exam_submission s JOIN exam e ON e.id = s.exam_id JOIN course k ON k.id = e.course_id
         JOIN exam_mark m ON m.submission_id = s.id
         JOIN exam_answer a ON a.submission_id = m.submission_id AND a.position = m.position
    WHERE s.user_id = $1 AND a.points_hundredths IS NOT NULL ORDER BY m.id DESC LIMIT 1000)"};

std::vector<recorded_copy> copies_with(db::connection& in, exams::submission_id of)
{
    std::vector<recorded_copy> all;
    for (const auto* each : {&recorded_as_first, &recorded_as_second})
        for (const auto& row : in.all<copy_row>(*each, of))
            all.push_back({row.id, row.position, row.other_submission_id, row.likeness_percent, row.state,
                           in.all<copy_decision>(recorded_decisions, row.id)});
    return all;
}

} // namespace

std::map<offerings::enrollment_id, std::vector<marking_record>> marking_of(db::connection& in,
                                                                           offerings::course_provide_id which)
{
    std::map<offerings::enrollment_id, std::vector<marking_record>> all;
    for (auto& each : in.all<attempt_row>(attempts_in, which)) {
        marking_record one{each.submission_id,
                           std::move(each.exam),
                           each.attempt,
                           in.all<recorded_mark>(recorded_marks, each.submission_id),
                           copies_with(in, each.submission_id),
                           in.all<recorded_regrade>(recorded_regrades, each.submission_id)};
        if (!one.marks.empty() || !one.copies.empty() || !one.regrades.empty())
            all[each.enrollment_id].push_back(std::move(one));
    }
    return all;
}

std::vector<own_mark> marks_given_to(db::connection& in, user_id who) { return in.all<own_mark>(given_to, who); }

} // namespace ahimmoyak::marking
