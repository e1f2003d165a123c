#include "marking/rule.hpp"

#include "marking/marks.hpp"

namespace ahimmoyak::marking {

namespace {

constexpr db::query kept_rule{R"(
    SELECT second_marker, tolerance_points, anonymous, likeness_percent, version FROM exam_marking_rule
    WHERE exam_id = $1)"};
constexpr db::query put_rule{R"(
    INSERT INTO exam_marking_rule (exam_id, second_marker, tolerance_points, anonymous, likeness_percent, version,
                                   created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
    ON CONFLICT (exam_id) DO UPDATE SET second_marker = excluded.second_marker,
        tolerance_points = excluded.tolerance_points, anonymous = excluded.anonymous,
        likeness_percent = excluded.likeness_percent, version = excluded.version, updated_at = excluded.updated_at)"};
constexpr db::query exam_of_institution{"SELECT id FROM exam WHERE id = $1 AND institution_id = $2"};
constexpr db::query question_of_institution{"SELECT id FROM question WHERE id = $1 AND institution_id = $2"};
constexpr db::query begun_answers{R"(
    SELECT DISTINCT a.submission_id AS submission_id, a.position AS position
    FROM exam_submission s JOIN exam_answer a ON a.submission_id = s.id
         JOIN exam_mark m ON m.submission_id = a.submission_id AND m.position = a.position
    WHERE s.exam_id = $1 AND s.state = 'SUBMITTED' AND a.points_hundredths IS NULL)"};

} // namespace

problem changed_meanwhile()
{
    return {412,
            "changed_meanwhile",
            {"그사이 다른 사람이 바꾸었습니다. 새로 불러온 뒤 다시 하세요.",
             "Somebody has changed this meanwhile; load it again, then go on."}};
}

void check_exam(db::connection& in, institution_id whose, exams::exam_id which)
{
    if (!in.first<exams::exam_id>(exam_of_institution, which, whose))
        throw not_found({"시험", "the exam"});
}

void check_question(db::connection& in, institution_id whose, questions::question_id which)
{
    if (!in.first<questions::question_id>(question_of_institution, which, whose))
        throw not_found({"문항", "the question"});
}

marking_rule rule_of(db::connection& in, exams::exam_id of)
{
    return in.first<marking_rule>(kept_rule, of).value_or(marking_rule{});
}

marking_rule change_rule(db::connection& in, exams::exam_id of, const rule_form& form,
                         std::optional<std::int64_t> based_on, timestamp now)
{
    const auto before = rule_of(in, of);
    if (based_on && *based_on != before.version)
        throw changed_meanwhile();
    const marking_rule rule{form.second_marker, form.tolerance_points.value, form.anonymous,
                            form.likeness_percent.value, before.version + 1};
    in.run(put_rule, of, rule.second_marker, rule.tolerance_points, rule.anonymous, rule.likeness_percent, rule.version,
           now);
    for (const auto& each : in.all<answer_key>(begun_answers, of))
        settle_answer(in, rule, each, now);
    return rule;
}

} // namespace ahimmoyak::marking
