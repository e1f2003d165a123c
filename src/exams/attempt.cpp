#include "exams/attempt.hpp"

#include "base/clock.hpp"
#include "events/outbox.hpp"
#include "exams/events.hpp"
#include "exams/settle.hpp"
#include "json/codec.hpp"
#include "questions/correct.hpp"

#include <algorithm>

namespace ahimmoyak::exams {

namespace {

constexpr db::query submissions_in_order{R"(
    SELECT id, exam_id, course_provide_id, enrollment_id, user_id, attempt, state, started_at, deadline_at,
           given_back_ms, submitted_at, submitted_by, points_possible, points_hundredths, score, passed, focus_changes
    FROM exam_submission WHERE exam_id = $1 AND enrollment_id = $2 ORDER BY attempt)"};
constexpr db::query one_submission{R"(
    SELECT id, exam_id, course_provide_id, enrollment_id, user_id, attempt, state, started_at, deadline_at,
           given_back_ms, submitted_at, submitted_by, points_possible, points_hundredths, score, passed, focus_changes
    FROM exam_submission WHERE id = $1)"};
constexpr db::query insert_submission{R"(
    INSERT INTO exam_submission (exam_id, course_provide_id, enrollment_id, user_id, attempt, state, started_at,
                                 deadline_at, given_back_ms, points_possible, points_hundredths, address, device,
                                 created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, 'OPEN', $6, $7, 0, $8, 0, $9, $10, $6, $6) RETURNING id)"};
// All answers of a paper in one statement, however many there are: over PostgreSQL each statement is a round trip. The
// rows come as a JSON list of `new_answer` and of `automatic_mark`, whose members are the names below.
constexpr db::query insert_answers{R"(
    INSERT INTO exam_answer (submission_id, position, question_version_id, points, choice_order, revision, created_at,
                             updated_at)
    SELECT $1, json_extract(each.value, '$.position'), json_extract(each.value, '$.versionId'),
           json_extract(each.value, '$.points'), json_extract(each.value, '$.choiceOrder'), 0, $2, $2
    FROM json_each($3) AS each)",
                                   R"(
    INSERT INTO exam_answer (submission_id, position, question_version_id, points, choice_order, revision, created_at,
                             updated_at)
    SELECT CAST($1 AS BIGINT), each.position, each."versionId", each.points, each."choiceOrder", 0,
           CAST($2 AS BIGINT), CAST($2 AS BIGINT)
    FROM json_to_recordset(CAST($3 AS JSON))
         AS each (position BIGINT, "versionId" BIGINT, points BIGINT, "choiceOrder" TEXT))"};
constexpr db::query answers_in_order{R"(
    SELECT position, question_version_id, points, choice_order, response, revision, saved_at, points_hundredths
    FROM exam_answer WHERE submission_id = $1 ORDER BY position)"};
constexpr db::query place_of_draft{R"(
    SELECT s.state AS state, s.deadline_at AS deadline_at, a.question_version_id AS question_version_id,
           a.choice_order AS choice_order, a.revision AS revision
    FROM exam_submission s JOIN exam_answer a ON a.submission_id = s.id
    WHERE s.id = $1 AND s.exam_id = $2 AND s.user_id = $3 AND a.position = $4)"};
constexpr db::query keep_response{R"(
    UPDATE exam_answer SET response = $1, revision = $2, saved_at = $3, updated_at = $3
    WHERE submission_id = $4 AND position = $5)"};
constexpr db::query end_submission{R"(
    UPDATE exam_submission SET state = 'SUBMITTED', submitted_at = $1, submitted_by = $2, updated_at = $3
    WHERE id = $4 AND state = 'OPEN')"};
constexpr db::query mark_by_itself{R"(
    UPDATE exam_answer SET points_hundredths = json_extract(each.value, '$.pointsHundredths'),
                           marked_by = 'AUTOMATIC', updated_at = $1
    FROM json_each($2) AS each
    WHERE exam_answer.submission_id = $3 AND exam_answer.position = json_extract(each.value, '$.position'))",
                                   R"(
    UPDATE exam_answer SET points_hundredths = each."pointsHundredths", marked_by = 'AUTOMATIC', updated_at = $1
    FROM json_to_recordset(CAST($2 AS JSON)) AS each (position BIGINT, "pointsHundredths" BIGINT)
    WHERE exam_answer.submission_id = $3 AND exam_answer.position = each.position)"};
constexpr db::query count_focus{R"(
    UPDATE exam_submission SET focus_changes = focus_changes + 1, away_ms = away_ms + $1, updated_at = $2
    WHERE id = $3 AND state = 'OPEN' AND focus_changes < 10000 RETURNING focus_changes)"};
constexpr db::query insert_focus{R"(
    INSERT INTO exam_focus (submission_id, number, at, away_ms, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $3, $3))"};

constexpr std::int64_t most_moments = 200;

struct new_answer {
    std::int64_t position = 1;
    questions::question_version_id version_id;
    std::int64_t points = 1;
    std::string choice_order;
};
BOOST_DESCRIBE_STRUCT(new_answer, (), (position, version_id, points, choice_order))

struct automatic_mark {
    std::int64_t position = 1;
    std::int64_t points_hundredths = 0;
};
BOOST_DESCRIBE_STRUCT(automatic_mark, (), (position, points_hundredths))

struct draft_place {
    submission_state state{};
    timestamp deadline_at{};
    questions::question_version_id question_version_id;
    std::string choice_order;
    std::int64_t revision = 0;
};
BOOST_DESCRIBE_STRUCT(draft_place, (), (state, deadline_at, question_version_id, choice_order, revision))

// Nothing: a person has to read it.
std::optional<std::int64_t> hundredths_for(const kept_answer& given, const questions::question_document& asked)
{
    const auto said = given.response ? json::decode<questions::response>(*given.response) : questions::response{};
    const auto right = questions::is_correct(asked, said);
    if (!right)
        return std::nullopt;
    return *right ? 100 * given.points : 0;
}

} // namespace

std::vector<submission> submissions_of(db::connection& in, exam_id of, offerings::enrollment_id by)
{
    return in.all<submission>(submissions_in_order, of, by);
}

std::optional<submission> find_submission(db::connection& in, submission_id which)
{
    return in.first<submission>(one_submission, which);
}

submission own_submission(db::connection& in, const caller& who, exam_id of, submission_id which)
{
    auto found = find_submission(in, which);
    if (!found || found->user_id != who.user || found->exam_id != of)
        throw not_found({"응시", "the attempt"});
    return *std::move(found);
}

submission_id open_attempt(db::connection& in, const sitting& at, std::int64_t attempt, timestamp deadline,
                           const std::vector<drawn_question>& paper, const arrived_from& from, timestamp now)
{
    std::int64_t possible = 0;
    for (const auto& each : paper)
        possible += each.points;
    const auto made = in.first<submission_id>(insert_submission, at.exam.id, at.offering.id, at.enrollment, at.user,
                                              attempt, now, deadline, possible, from.address, from.device)
                          .value();
    std::vector<new_answer> rows;
    for (const auto& each : paper)
        rows.push_back({std::ssize(rows) + 1, each.version_id, each.points, to_text(each.choice_order)});
    in.run(insert_answers, made, now, json::encode(rows));
    return made;
}

std::vector<kept_answer> answers_of(db::connection& in, submission_id of)
{
    return in.all<kept_answer>(answers_in_order, of);
}

std::optional<questions::response> as_document_has(const questions::response& said,
                                                   const std::vector<std::int64_t>& choice_order)
{
    auto made = said;
    for (auto& each : made.choices.items) {
        if (each.value >= std::ssize(choice_order))
            return std::nullopt;
        each.value = choice_order[static_cast<std::size_t>(each.value)];
    }
    // The same choices are the same answer, in whatever order they were clicked.
    std::ranges::sort(made.choices.items, {}, &whole<0, 9>::value);
    return made;
}

questions::response as_paper_has(const questions::response& kept, const std::vector<std::int64_t>& choice_order)
{
    auto made = kept;
    for (auto& each : made.choices.items)
        each.value = std::ranges::find(choice_order, each.value) - choice_order.begin();
    std::ranges::sort(made.choices.items, {}, &whole<0, 9>::value);
    return made;
}

kept_draft keep_draft(db::connection& in, const caller& who, const draft& what, known_questions& known, timestamp now)
{
    const auto place = in.first<draft_place>(place_of_draft, what.submission_id, what.exam_id, who.user, what.position);
    if (!place)
        throw not_found({"시험지의 문항", "the question of the paper"});
    if (place->state != submission_state::OPEN || now >= place->deadline_at)
        throw conflict("exam_over", boost::describe::enum_to_string(place->state, ""),
                       {"시험이 이미 끝나 답을 저장하지 않았습니다. 그때까지 저장된 답으로 제출되었습니다.",
                        "The exam is over; this answer was not saved. What was saved before is handed in."});
    const auto said = as_document_has(what.response, choice_order_from(place->choice_order));
    if (!said || !questions::fits(*known.of(in, place->question_version_id), *said))
        throw invalid("/response", "not_of_the_paper",
                      {"이 문항에 할 수 없는 답입니다.", "The question does not take this answer."});
    if (what.revision <= place->revision)
        return {false, place->revision, place->deadline_at};
    in.run(keep_response, json::encode(*said), what.revision, now, what.submission_id, what.position);
    return {true, what.revision, place->deadline_at};
}

bool hand_in(db::connection& in, submission_id which, handed_in_by by, timestamp at, known_questions& known,
             timestamp now)
{
    if (in.run(end_submission, at, by, now, which) == 0)
        return false;
    bool waits = false;
    std::vector<automatic_mark> marks;
    for (const auto& each : answers_of(in, which)) {
        const auto earned = hundredths_for(each, *known.of(in, each.question_version_id));
        waits = waits || !earned;
        if (earned)
            marks.push_back({each.position, *earned});
    }
    if (!marks.empty())
        in.run(mark_by_itself, now, json::encode(marks), which);
    const auto of = find_submission(in, which).value();
    events::publish(in, submitted{which, of.exam_id, of.course_provide_id, of.enrollment_id, of.user_id, waits}, which);
    settle(in, which, now);
    return true;
}

void note_focus(db::connection& in, submission_id which, std::int64_t away_ms, timestamp now)
{
    const auto number = in.first<std::int64_t>(count_focus, away_ms, now, which);
    if (number && *number <= most_moments)
        in.run(insert_focus, which, *number, now, away_ms);
}

problem too_late(const submission& which, const std::string& zone)
{
    const auto at = clock::minute_of(which.submitted_at.value_or(which.deadline_at), zone);
    const auto state = boost::describe::enum_to_string(which.state, "");
    if (which.submitted_by == handed_in_by::TRAINEE)
        return conflict("already_submitted", state,
                        say("{}에 이미 제출한 시험입니다. 그 뒤의 답은 받지 않습니다.",
                            "You handed this exam in at {}; nothing is taken after that.", at));
    return conflict("exam_over", state,
                    say("시험 시간이 {}에 끝나, 그때까지 저장된 답으로 제출되었습니다.",
                        "The time was over at {}; what was saved until then is handed in.", at));
}

} // namespace ahimmoyak::exams
