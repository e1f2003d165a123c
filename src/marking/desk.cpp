#include "marking/desk.hpp"

#include "marking/marks.hpp"
#include "organisations/directory.hpp"

#include <algorithm>

namespace ahimmoyak::marking {

namespace {

struct answer_row {
    exams::exam_id exam_id;
    exams::submission_state state{};
    std::int64_t attempt = 1;
    std::optional<timestamp> submitted_at;
    std::optional<std::string> trainee_name;
    questions::question_id question_id;
    std::string document;
    std::int64_t points = 0;
    std::optional<std::string> response;
    std::optional<std::int64_t> points_hundredths;
};
BOOST_DESCRIBE_STRUCT(answer_row, (),
                      (exam_id, state, attempt, submitted_at, trainee_name, question_id, document, points, response,
                       points_hundredths))

struct holder {
    ahimmoyak::user_id user_id;
    std::optional<std::string> name;
    timestamp until{};
};
BOOST_DESCRIBE_STRUCT(holder, (), (user_id, name, until))

constexpr db::query one_answer{R"(
    SELECT s.exam_id AS exam_id, s.state AS state, s.attempt AS attempt, s.submitted_at AS submitted_at,
           u.name AS trainee_name, v.question_id AS question_id, v.document AS document, a.points AS points,
           a.response AS response, a.points_hundredths AS points_hundredths
    FROM exam_answer a JOIN exam_submission s ON s.id = a.submission_id JOIN exam e ON e.id = s.exam_id
         JOIN question_version v ON v.id = a.question_version_id LEFT JOIN users u ON u.id = s.user_id
    WHERE a.submission_id = $1 AND a.position = $2 AND e.institution_id = $3 AND s.state <> 'OPEN')"};
constexpr db::query holder_of{R"(
    SELECT c.user_id AS user_id, u.name AS name, c.until AS until
    FROM exam_mark_claim c LEFT JOIN users u ON u.id = c.user_id
    WHERE c.submission_id = $1 AND c.position = $2 AND c.until > $3)"};
constexpr db::query let_go{"DELETE FROM exam_mark_claim WHERE user_id = $1"};
constexpr db::query put_claim{R"(
    INSERT INTO exam_mark_claim (submission_id, position, user_id, until, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $5)
    ON CONFLICT (submission_id, position)
    DO UPDATE SET user_id = excluded.user_id, until = excluded.until, updated_at = excluded.updated_at)"};
constexpr db::query open_cases{R"(
    SELECT id FROM exam_copy_case
    WHERE state = 'OPEN' AND ((first_submission_id = $1 AND first_position = $2)
                              OR (second_submission_id = $1 AND second_position = $2)) ORDER BY id LIMIT 20)"};
// Who has marked it already gets it again only to decide between two, where there is no third.
constexpr db::query next_waiting{R"(
    SELECT a.submission_id AS submission_id, a.position AS position
    FROM exam_submission s JOIN exam_answer a ON a.submission_id = s.id
         JOIN question_version v ON v.id = a.question_version_id
    WHERE s.exam_id = $1 AND s.state = 'SUBMITTED' AND a.points_hundredths IS NULL AND v.question_id = $2
      AND NOT EXISTS (SELECT 1 FROM exam_mark_claim c WHERE c.submission_id = a.submission_id
                      AND c.position = a.position AND c.user_id <> $3 AND c.until > $4)
      AND (NOT EXISTS (SELECT 1 FROM exam_mark m WHERE m.submission_id = a.submission_id AND m.position = a.position
                       AND m.user_id = $3)
           OR ($5 = TRUE AND EXISTS (SELECT 1 FROM exam_mark m WHERE m.submission_id = a.submission_id
                                     AND m.position = a.position AND m.role = 'SECOND')))
    ORDER BY CASE WHEN a.submission_id > $6 THEN 0 ELSE 1 END, a.submission_id, a.position LIMIT 1)"};

// Two marked it, and nobody is left to be the third.
bool has_no_third(db::connection& in, const caller& who)
{
    return organisations::managers_of(in, who.of_institution()).size() <= 2;
}

answer_row find_answer(db::connection& in, const caller& who, const answer_key& which)
{
    auto found = in.first<answer_row>(one_answer, which.submission_id, which.position, who.of_institution());
    if (!found)
        throw not_found({"답안", "the answer"});
    return *std::move(found);
}

std::optional<mark_role> role_on(db::connection& in, const caller& who, const marking_rule& rule,
                                 const answer_row& what, const std::vector<exam_mark>& marks)
{
    if (marks.empty() && what.points_hundredths)
        return mark_role::FINAL; // it was marked by itself
    return role_for(rule, marks, who.user, has_no_third(in, who));
}

void check_holder(db::connection& in, const caller& who, const answer_key& which, timestamp now)
{
    const auto held = in.first<holder>(holder_of, which.submission_id, which.position, now);
    if (held && held->user_id != who.user)
        throw conflict("held", "HELD",
                       say("지금 {0}님이 채점하고 있습니다. 다른 답안을 채점하거나 잠시 뒤에 여세요.",
                           "{0} is marking this answer; take another one, or come back in some minutes.",
                           held->name.value_or("")));
}

void check_points(const answer_row& what, const mark_form& form)
{
    if (form.points_hundredths.value > 100 * what.points)
        throw invalid("/pointsHundredths", "too_many",
                      say("이 문항은 {}점까지입니다.", "This question has at most {} points.", what.points));
    if (form.criteria_hundredths.size() == 0)
        return;
    const auto most = most_of_criteria(json::decode<questions::question_document>(what.document), what.points);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < form.criteria_hundredths.size(); ++i) {
        const auto given = form.criteria_hundredths.items[i].value;
        sum += given;
        if (i >= most.size() || given > most[i])
            throw invalid("/criteriaHundredths/" + std::to_string(i), "too_many",
                          {"채점 기준의 배점을 넘었습니다.", "This line of the rubric does not have so many points."});
    }
    if (sum != form.points_hundredths.value || form.criteria_hundredths.size() != most.size())
        throw invalid("/criteriaHundredths", "sum",
                      {"채점 기준마다 점수를 주고, 그 합이 점수와 같아야 합니다.",
                       "Give points for each line of the rubric; together they must be the points given."});
}

} // namespace

desk_answer read_answer(db::connection& in, const caller& who, const answer_key& which, timestamp now)
{
    auto row = find_answer(in, who, which);
    const auto rule = rule_of(in, row.exam_id);
    auto marks = marks_on(in, which);
    const auto come_to = agreement_of(rule, marks);

    desk_answer made;
    made.submission_id = which.submission_id;
    made.position = which.position;
    made.exam_id = row.exam_id;
    made.question_id = row.question_id;
    made.question = json::decode<questions::question_document>(row.document);
    made.points = row.points;
    made.most_criteria_hundredths = most_of_criteria(made.question, row.points);
    if (row.response)
        made.response = json::decode<questions::response>(*row.response);
    if (!rule.anonymous)
        made.trainee_name = std::move(row.trainee_name);
    made.attempt = row.attempt;
    made.submitted_at = row.submitted_at;
    made.points_hundredths = row.points_hundredths;
    if (!row.points_hundredths)
        made.waits_for = come_to.waits_for;
    made.may_mark_as = role_on(in, who, rule, row, marks);
    made.mark_count = std::ssize(marks);
    made.version = made.mark_count;
    if (made.waits_for == mark_role::SECOND)
        std::erase_if(marks, [&](const exam_mark& each) { return each.user_id != who.user; });
    made.marks = std::move(marks);
    if (const auto held = in.first<holder>(holder_of, which.submission_id, which.position, now);
        held && held->user_id != who.user) {
        made.held_by = held->name.value_or("");
        made.held_until = held->until;
    }
    made.open_copy_cases = in.all<std::int64_t>(open_cases, which.submission_id, which.position);
    return made;
}

void hold(db::connection& in, const caller& who, const answer_key& which, timestamp now)
{
    find_answer(in, who, which);
    check_holder(in, who, which, now);
    in.run(let_go, who.user);
    in.run(put_claim, which.submission_id, which.position, who.user, now + held_for, now);
}

std::optional<answer_key> hold_next(db::connection& in, const caller& who, exams::exam_id exam,
                                    questions::question_id question, exams::submission_id after, timestamp now)
{
    check_exam(in, who.of_institution(), exam);
    check_question(in, who.of_institution(), question);
    const auto next = in.first<answer_key>(next_waiting, exam, question, who.user, now, has_no_third(in, who), after);
    if (next)
        hold(in, who, *next, now);
    return next;
}

void mark_answer(db::connection& in, const caller& who, const answer_key& which, const mark_form& form,
                 std::optional<std::int64_t> based_on, timestamp now)
{
    const auto what = find_answer(in, who, which);
    const auto rule = rule_of(in, what.exam_id);
    const auto marks = marks_on(in, which);
    if (based_on && *based_on != std::ssize(marks))
        throw changed_meanwhile();
    check_holder(in, who, which, now);
    const auto as = role_on(in, who, rule, what, marks);
    if (!as)
        throw conflict("needs_third", "FINAL",
                       {"두 채점자의 점수가 달라, 채점하지 않은 다른 사람이 정해야 합니다.",
                        "The two markers are apart; somebody who has not marked this answer has to decide."});
    const bool corrects =
        what.points_hundredths || std::ranges::any_of(marks, [&](const exam_mark& each) { return each.role == *as; });
    if (corrects && !form.reason)
        throw invalid("/reason", "required",
                      {"이미 채점한 답안입니다. 점수를 바꾸는 까닭을 쓰세요.",
                       "This answer is marked already; say why its points change."});
    check_points(what, form);
    add_mark(in, rule, which, *as, who.user, form, now);
    in.run(let_go, who.user);
}

} // namespace ahimmoyak::marking
