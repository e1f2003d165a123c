#include "marking/regrade.hpp"

#include "events/outbox.hpp"
#include "exams/settle.hpp"
#include "marking/events.hpp"
#include "marking/overview.hpp"
#include "marking/regrade_rule.hpp"

namespace ahimmoyak::marking {

namespace {

struct regraded_row {
    exams::submission_id submission_id;
    std::int64_t position = 0;
    std::string trainee_name;
    std::int64_t attempt = 1;
    std::int64_t possible = 0;
    std::optional<std::int64_t> hundredths;
    std::optional<std::string> marked_by;
    std::optional<std::string> response;
    std::int64_t total = 0;
    std::int64_t total_possible = 0;
    std::int64_t waiting = 0; ///< answers of the attempt without points
    std::int64_t pass_percent = 0;
};
BOOST_DESCRIBE_STRUCT(regraded_row, (),
                      (submission_id, position, trainee_name, attempt, possible, hundredths, marked_by, response, total,
                       total_possible, waiting, pass_percent))

constexpr db::query answers_of_version{R"(
    SELECT s.id AS submission_id, a.position AS position, COALESCE(u.name, '') AS trainee_name, s.attempt AS attempt,
           a.points AS possible, a.points_hundredths AS hundredths, a.marked_by AS marked_by, a.response AS response,
           s.points_hundredths AS total, s.points_possible AS total_possible,
           (SELECT COUNT(*) FROM exam_answer w WHERE w.submission_id = s.id AND w.points_hundredths IS NULL) AS waiting,
           e.pass_percent AS pass_percent
    FROM exam_answer a JOIN exam_submission s ON s.id = a.submission_id JOIN exam e ON e.id = s.exam_id
         LEFT JOIN users u ON u.id = s.user_id
    WHERE a.question_version_id = $1 AND s.exam_id = $2 AND s.state <> 'OPEN' AND ($3 = 0 OR s.id = $3)
    ORDER BY s.id, a.position)"};
constexpr db::query document_on_papers{R"(
    SELECT v.document FROM question_version v WHERE v.id = $1 AND EXISTS
        (SELECT 1 FROM exam_answer a JOIN exam_submission s ON s.id = a.submission_id
         WHERE a.question_version_id = v.id AND s.exam_id = $2))"};
constexpr db::query insert_regrade{R"(
    INSERT INTO exam_regrade (exam_id, question_version_id, kind, form, reason, user_id, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7) RETURNING id)"};
constexpr db::query insert_change{R"(
    INSERT INTO exam_regrade_change (regrade_id, submission_id, position, possible_before, possible_after,
                                     points_before, points_after, marked_by_before, score_before, score_after,
                                     created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
    ON CONFLICT (regrade_id, submission_id, position) DO NOTHING)"};
constexpr db::query score_now{"SELECT score FROM exam_submission WHERE id = $1"};
constexpr db::query told_of_score{R"(
    SELECT s.id AS submission_id, s.exam_id AS exam_id, s.course_provide_id AS course_provide_id, s.user_id AS user_id,
           e.title AS exam_title, c.title AS course_title, CAST(0 AS BIGINT) AS before, CAST(0 AS BIGINT) AS after,
           '' AS reason
    FROM exam_submission s JOIN exam e ON e.id = s.exam_id JOIN course c ON c.id = e.course_id WHERE s.id = $1)"};

struct kept_regrade {
    regrade_id id;
    exams::exam_id exam_id;
    questions::question_version_id version;
    regrade_kind kind{};
    std::string form;
    std::optional<regrade_id> undone_by;
};
BOOST_DESCRIBE_STRUCT(kept_regrade, (), (id, exam_id, version, kind, form, undone_by))
constexpr db::query one_regrade{R"(
    SELECT r.id AS id, r.exam_id AS exam_id, r.question_version_id AS version, r.kind AS kind, r.form AS form,
           r.undone_by AS undone_by
    FROM exam_regrade r JOIN exam e ON e.id = r.exam_id WHERE r.id = $1 AND e.institution_id = $2)"};
constexpr db::query regrades_in_force{R"(
    SELECT id AS id, exam_id AS exam_id, question_version_id AS version, kind AS kind, form AS form,
           undone_by AS undone_by
    FROM exam_regrade WHERE exam_id = $1 AND kind <> 'UNDO' AND undone_by IS NULL ORDER BY id LIMIT 200)"};
constexpr db::query newest_in_force{R"(
    SELECT MAX(id) AS id FROM exam_regrade
    WHERE exam_id = $1 AND question_version_id = $2 AND kind <> 'UNDO' AND undone_by IS NULL)"};
constexpr db::query mark_undone{"UPDATE exam_regrade SET undone_by = $1, updated_at = $2 WHERE id = $3"};

struct change_row {
    exams::submission_id submission_id;
    std::int64_t position = 0;
    std::int64_t possible_before = 0;
    std::optional<std::int64_t> points_before;
    std::optional<std::int64_t> points_after;
    std::optional<std::string> marked_by_before;
    std::optional<std::int64_t> points_now;
    std::int64_t possible_now = 0;
    std::optional<std::string> marked_by_now;
};
BOOST_DESCRIBE_STRUCT(change_row, (),
                      (submission_id, position, possible_before, points_before, points_after, marked_by_before,
                       points_now, possible_now, marked_by_now))
constexpr db::query changes_made{R"(
    SELECT c.submission_id AS submission_id, c.position AS position, c.possible_before AS possible_before,
           c.points_before AS points_before, c.points_after AS points_after, c.marked_by_before AS marked_by_before,
           a.points_hundredths AS points_now, a.points AS possible_now, a.marked_by AS marked_by_now
    FROM exam_regrade_change c JOIN exam_answer a ON a.submission_id = c.submission_id AND a.position = c.position
    WHERE c.regrade_id = $1 ORDER BY c.submission_id, c.position)"};

constexpr db::query shown_regrades{R"(
    SELECT r.id AS id, r.question_version_id AS question_version_id, q.words AS question, r.kind AS kind,
           r.reason AS reason, COALESCE(u.name, '') AS done_by,
           (SELECT COUNT(*) FROM exam_regrade_change c WHERE c.regrade_id = r.id) AS changed_count,
           (SELECT COUNT(*) FROM exam_regrade_change c WHERE c.regrade_id = r.id
            AND COALESCE(c.score_before, -1) <> COALESCE(c.score_after, -1)) AS score_count,
           r.undone_by AS undone_by,
           r.kind <> 'UNDO' AND r.undone_by IS NULL AND NOT EXISTS
               (SELECT 1 FROM exam_regrade n WHERE n.exam_id = r.exam_id
                AND n.question_version_id = r.question_version_id AND n.id > r.id AND n.kind <> 'UNDO'
                AND n.undone_by IS NULL) AS may_undo,
           r.created_at AS created_at
    FROM exam_regrade r JOIN question_version v ON v.id = r.question_version_id JOIN question q ON q.id = v.question_id
         LEFT JOIN users u ON u.id = r.user_id
    WHERE r.exam_id = $1 ORDER BY r.id DESC LIMIT 200)"};

/// One answer, as it is and as it is to be.
struct planned_change {
    regraded_row row;
    answer_points after;
};

std::vector<planned_change> plan(db::connection& in, exams::exam_id exam, const regrade_form& form,
                                 exams::submission_id only, std::int64_t& attempts)
{
    const auto document = in.first<std::string>(document_on_papers, form.question_version_id, exam);
    if (!document)
        throw not_found({"이 시험의 문항", "a question of this exam"});
    const auto asked = json::decode<questions::question_document>(*document);
    check_regrade(asked, form);
    std::vector<planned_change> all;
    attempts = 0;
    for (auto& row : in.all<regraded_row>(answers_of_version, form.question_version_id, exam, only)) {
        ++attempts;
        const auto given =
            row.response ? std::optional{json::decode<questions::response>(*row.response)} : std::nullopt;
        const answer_points now{row.possible, row.hundredths};
        const auto after = regraded(asked, form, given, now);
        if (!(after == now))
            all.push_back({std::move(row), after});
    }
    return all;
}

/// What is written: the change, what is kept of it, and what follows for the attempt.
void put_change(db::connection& in, regrade_id of, const answer_key& which, const answer_points& before,
                const answer_points& after, const std::optional<std::string>& marked_before,
                const std::optional<std::string>& marked_after, std::string_view reason, timestamp now)
{
    const auto score_before = in.first<std::optional<std::int64_t>>(score_now, which.submission_id).value();
    exams::change_worth(in, which.submission_id, which.position, {after.possible, after.hundredths, marked_after}, now);
    const auto score_after = in.first<std::optional<std::int64_t>>(score_now, which.submission_id).value();
    in.run(insert_change, of, which.submission_id, which.position, before.possible, after.possible, before.hundredths,
           after.hundredths, marked_before, score_before, score_after, now);
    if (!score_before || !score_after || *score_before == *score_after)
        return;
    auto told = in.first<score_changed>(told_of_score, which.submission_id).value();
    told.before = *score_before;
    told.after = *score_after;
    told.reason = reason;
    events::publish(in, told, "exams:" + std::to_string(which.submission_id.value));
}

void apply(db::connection& in, regrade_id of, const std::vector<planned_change>& changes, std::string_view reason,
           timestamp now)
{
    for (const auto& [row, after] : changes)
        put_change(in, of, {row.submission_id, row.position}, {row.possible, row.hundredths}, after, row.marked_by,
                   "PERSON", reason, now);
}

} // namespace

regrade_preview preview_regrade(db::connection& in, exams::exam_id exam, const regrade_form& form)
{
    regrade_preview made;
    for (auto& [row, after] : plan(in, exam, form, {}, made.attempt_count)) {
        regraded_attempt one;
        one.submission_id = row.submission_id;
        one.trainee_name = std::move(row.trainee_name);
        one.attempt = row.attempt;
        one.points_before = row.hundredths;
        one.points_after = after.hundredths;
        if (row.waiting == 0) {
            one.score_before = exams::score_of(row.total, row.total_possible);
            one.passed_before = *one.score_before >= row.pass_percent;
        }
        if (row.waiting == (row.hundredths ? 0 : 1)) {
            one.score_after = exams::score_of(row.total + after.hundredths.value_or(0) - row.hundredths.value_or(0),
                                              row.total_possible + after.possible - row.possible);
            one.passed_after = *one.score_after >= row.pass_percent;
        }
        ++made.changed_count;
        made.score_count += one.score_before != one.score_after ? 1 : 0;
        made.pass_count += one.passed_after.value_or(false) && !one.passed_before.value_or(false) ? 1 : 0;
        made.fail_count += one.passed_before.value_or(false) && !one.passed_after.value_or(true) ? 1 : 0;
        if (made.items.size() < 200)
            made.items.push_back(std::move(one));
    }
    return made;
}

regrade_id regrade(db::connection& in, exams::exam_id exam, const regrade_form& form, user_id by, timestamp now)
{
    std::int64_t attempts = 0;
    const auto changes = plan(in, exam, form, {}, attempts);
    const auto made = in.first<regrade_id>(insert_regrade, exam, form.question_version_id, form.kind,
                                           json::encode(form), form.reason.value, by, now)
                          .value();
    apply(in, made, changes, form.reason.value, now);
    return made;
}

void regrade_handed_in(db::connection& in, exams::exam_id exam, exams::submission_id which, timestamp now)
{
    for (const auto& each : in.all<kept_regrade>(regrades_in_force, exam)) {
        const auto form = json::decode<regrade_form>(each.form);
        std::int64_t attempts = 0;
        apply(in, each.id, plan(in, exam, form, which, attempts), form.reason.value, now);
    }
}

regrade_id undo_regrade(db::connection& in, const caller& who, regrade_id which, std::string_view reason, timestamp now)
{
    const auto found = in.first<kept_regrade>(one_regrade, which, who.of_institution());
    if (!found || found->kind == regrade_kind::UNDO)
        throw not_found({"재채점 기록", "the regrade"});
    if (found->undone_by)
        throw conflict("undone", "UNDONE", {"이미 되돌린 재채점입니다.", "This regrade is undone already."});
    if (in.first<std::optional<regrade_id>>(newest_in_force, found->exam_id, found->version).value() != which)
        throw conflict("regraded_since", "REGRADED",
                       {"그 뒤에 같은 문항을 다시 재채점했습니다. 나중 것부터 되돌리세요.",
                        "The question was regraded since; undo the later one first."});
    const auto made = in.first<regrade_id>(insert_regrade, found->exam_id, found->version, regrade_kind::UNDO,
                                           found->form, reason, who.user, now)
                          .value();
    in.run(mark_undone, made, now, which);
    for (const auto& each : in.all<change_row>(changes_made, which)) {
        // What somebody has marked since stays as it was marked.
        const bool untouched = each.points_now == each.points_after;
        const answer_points after{each.possible_before, untouched ? each.points_before : each.points_now};
        put_change(in, made, {each.submission_id, each.position}, {each.possible_now, each.points_now}, after,
                   each.marked_by_now, untouched ? each.marked_by_before : each.marked_by_now, reason, now);
    }
    return made;
}

std::vector<shown_regrade> regrades_of(db::connection& in, exams::exam_id exam)
{
    auto all = in.all<shown_regrade>(shown_regrades, exam);
    for (auto& each : all)
        each.question = in_short(each.question, 80);
    return all;
}

} // namespace ahimmoyak::marking
