#include "exams/paper_record.hpp"

#include "exams/attempt.hpp"
#include "json/codec.hpp"

namespace ahimmoyak::exams {

namespace {

constexpr db::query recorded_attempts{R"(
    SELECT s.enrollment_id AS enrollment_id, s.id AS submission_id, e.title AS exam, e.kind AS kind,
           e.weight AS weight, s.attempt AS attempt, s.state AS state, s.started_at AS started_at,
           s.deadline_at AS deadline_at, s.given_back_ms / 1000 AS given_back_seconds, s.submitted_at AS submitted_at,
           s.submitted_by AS submitted_by, s.points_possible AS points_possible, s.score AS score, s.passed AS passed,
           s.focus_changes AS focus_changes, s.away_ms / 1000 AS away_seconds, s.address AS address, s.device AS device
    FROM exam_submission s JOIN exam e ON e.id = s.exam_id WHERE s.course_provide_id = $1 ORDER BY s.id)"};
constexpr db::query recorded_focus{R"(
    SELECT at AS back_at, away_ms / 1000 AS away_seconds FROM exam_focus WHERE submission_id = $1 ORDER BY number)"};
constexpr db::query who_marked{"SELECT marked_by FROM exam_answer WHERE submission_id = $1 ORDER BY position"};
constexpr db::query outages_query{R"(
    SELECT from_at, to_at, extended FROM exam_outage WHERE to_at >= $1 AND from_at <= $2 ORDER BY id LIMIT 1000)"};
constexpr db::query own_papers{R"(
    SELECT s.id AS submission_id, c.title AS course, e.title AS exam, s.attempt AS attempt, s.started_at AS started_at,
           s.submitted_at AS submitted_at, s.score AS score, s.focus_changes AS focus_changes, s.address AS address,
           s.device AS device
    FROM exam_submission s JOIN exam e ON e.id = s.exam_id JOIN course c ON c.id = e.course_id
    WHERE s.user_id = $1 ORDER BY s.id DESC LIMIT 1000)"};
constexpr db::query own_responses{R"(
    SELECT COALESCE(response, '') FROM exam_answer WHERE submission_id = $1 ORDER BY position)"};

struct recorded_row {
    offerings::enrollment_id enrollment_id;
    exams::submission_id submission_id;
    std::string exam;
    exam_kind kind{};
    std::int64_t weight = 0;
    std::int64_t attempt = 1;
    submission_state state{};
    timestamp started_at{};
    timestamp deadline_at{};
    std::int64_t given_back_seconds = 0;
    std::optional<timestamp> submitted_at;
    std::optional<handed_in_by> submitted_by;
    std::int64_t points_possible = 0;
    std::optional<std::int64_t> score;
    std::optional<bool> passed;
    std::int64_t focus_changes = 0;
    std::int64_t away_seconds = 0;
    std::string address;
    std::string device;
};
BOOST_DESCRIBE_STRUCT(recorded_row, (),
                      (enrollment_id, submission_id, exam, kind, weight, attempt, state, started_at, deadline_at,
                       given_back_seconds, submitted_at, submitted_by, points_possible, score, passed, focus_changes,
                       away_seconds, address, device))

struct own_paper_row {
    exams::submission_id submission_id;
    std::string course;
    std::string exam;
    std::int64_t attempt = 1;
    timestamp started_at{};
    std::optional<timestamp> submitted_at;
    std::optional<std::int64_t> score;
    std::int64_t focus_changes = 0;
    std::string address;
    std::string device;
};
BOOST_DESCRIBE_STRUCT(own_paper_row, (),
                      (submission_id, course, exam, attempt, started_at, submitted_at, score, focus_changes, address,
                       device))

recorded_question recorded(const kept_answer& given, const std::optional<std::string>& marked_by,
                           const questions::question_document& asked)
{
    const auto order = choice_order_from(given.choice_order);
    recorded_question made;
    made.position = given.position;
    made.kind = asked.kind;
    made.question = courses::plain_text_of(asked.content);
    if (asked.picture)
        made.question += "\n[그림] " + asked.picture->alt.value;
    for (const auto each : order) {
        const auto& choice = asked.choices.items.at(static_cast<std::size_t>(each));
        if (choice.correct)
            made.right_choices.push_back(std::ssize(made.choices));
        made.choices.push_back(choice.text.value);
    }
    for (const auto& each : asked.accepted)
        made.accepted.push_back(each.value);
    made.number = asked.number;
    if (given.response)
        made.response = as_paper_has(json::decode<questions::response>(*given.response), order);
    made.saved_at = given.saved_at;
    made.points = given.points;
    if (given.points_hundredths)
        made.points_earned = static_cast<double>(*given.points_hundredths) / 100;
    made.marked_by = marked_by;
    return made;
}

recorded_paper recorded(db::connection& in, recorded_row&& row, known_questions& known)
{
    recorded_paper made{row.submission_id,
                        std::move(row.exam),
                        row.kind,
                        row.weight,
                        row.attempt,
                        row.state,
                        row.started_at,
                        row.deadline_at,
                        row.given_back_seconds,
                        row.submitted_at,
                        row.submitted_by,
                        row.points_possible,
                        row.score,
                        row.passed,
                        row.focus_changes,
                        row.away_seconds,
                        std::move(row.address),
                        std::move(row.device),
                        in.all<time_away>(recorded_focus, row.submission_id),
                        {}};
    const auto marked_by = in.all<std::optional<std::string>>(who_marked, row.submission_id);
    for (const auto& each : answers_of(in, row.submission_id))
        made.questions.push_back(
            recorded(each, marked_by.at(made.questions.size()), *known.of(in, each.question_version_id)));
    return made;
}

} // namespace

std::map<offerings::enrollment_id, std::vector<recorded_paper>> papers_of(db::connection& in,
                                                                          offerings::course_provide_id of)
{
    known_questions known;
    std::map<offerings::enrollment_id, std::vector<recorded_paper>> made;
    for (auto& each : in.all<recorded_row>(recorded_attempts, of)) {
        const auto who = each.enrollment_id;
        made[who].push_back(recorded(in, std::move(each), known));
    }
    return made;
}

std::vector<recorded_outage> outages_between(db::connection& in, timestamp from, timestamp to)
{
    return in.all<recorded_outage>(outages_query, from, to);
}

std::vector<own_paper> written_by(db::connection& in, user_id who)
{
    std::vector<own_paper> made;
    for (auto& each : in.all<own_paper_row>(own_papers, who))
        made.push_back({std::move(each.course), std::move(each.exam), each.attempt, each.started_at, each.submitted_at,
                        each.score, each.focus_changes, std::move(each.address), std::move(each.device),
                        in.all<std::string>(own_responses, each.submission_id)});
    return made;
}

} // namespace ahimmoyak::exams
