#include "exams/records.hpp"

#include "base/problem.hpp"
#include "learning/records.hpp"

#include <algorithm>
#include <set>

namespace ahimmoyak::exams {

namespace {

constexpr std::int64_t most_exams = 100;
constexpr std::int64_t most_draws = 20;
constexpr std::int64_t most_questions = 200;

constexpr db::query institution_course{"SELECT id FROM course WHERE id = $1 AND institution_id = $2"};
constexpr db::query exams_in_course{R"(
    SELECT e.id AS id, e.course_id AS course_id, e.content_id AS content_id, e.kind AS kind, e.title AS title,
           e.state AS state, e.opens_at AS opens_at, e.closes_at AS closes_at,
           e.time_limit_minutes AS time_limit_minutes, e.attempts AS attempts, e.pass_percent AS pass_percent,
           e.weight AS weight,
           CAST(COALESCE((SELECT SUM(CASE WHEN q.question_id IS NULL THEN q.drawn_count ELSE 1 END)
                          FROM exam_question q WHERE q.exam_id = e.id), 0) AS BIGINT) AS question_count,
           CAST(COALESCE((SELECT SUM(q.points * CASE WHEN q.question_id IS NULL THEN q.drawn_count ELSE 1 END)
                          FROM exam_question q WHERE q.exam_id = e.id), 0) AS BIGINT) AS points_possible,
           (SELECT COUNT(*) FROM exam_submission s WHERE s.exam_id = e.id) AS submission_count,
           (SELECT COUNT(*) FROM exam_submission s WHERE s.exam_id = e.id AND s.state = 'SUBMITTED') AS waiting_count,
           e.version AS version, e.updated_at AS updated_at
    FROM exam e WHERE e.course_id = $1 AND e.removed_at IS NULL ORDER BY e.id LIMIT 100)"};
constexpr db::query facts_query{R"(
    SELECT id, institution_id, course_id, content_id, kind, title, description, state, opens_at, closes_at,
           time_limit_minutes, attempts, pass_percent, weight, shuffle_questions, shuffle_choices, results_shown
    FROM exam WHERE id = $1 AND removed_at IS NULL)"};
constexpr db::query shown_parts{R"(
    SELECT x.question_id AS question_id,
           CASE WHEN x.question_id IS NULL THEN x.drawn_count END AS drawn_count, x.drawn_tag AS drawn_tag,
           x.drawn_difficulty AS drawn_difficulty, x.points AS points, q.words AS words, q.kind AS kind,
           CASE WHEN q.id IS NOT NULL THEN q.removed_at IS NOT NULL END AS removed, CAST(NULL AS BIGINT) AS available
    FROM exam_question x LEFT JOIN question q ON q.id = x.question_id WHERE x.exam_id = $1 ORDER BY x.position)"};
constexpr db::query insert_exam{R"(
    INSERT INTO exam (institution_id, course_id, content_id, kind, title, description, state, opens_at, closes_at,
                      time_limit_minutes, attempts, pass_percent, weight, shuffle_questions, shuffle_choices,
                      results_shown, opened_at, version, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1, $18, $18) RETURNING id)"};
constexpr db::query update_exam{R"(
    UPDATE exam SET content_id = $1, kind = $2, title = $3, description = $4, state = $5, opens_at = $6,
                    closes_at = $7, time_limit_minutes = $8, attempts = $9, pass_percent = $10, weight = $11,
                    shuffle_questions = $12, shuffle_choices = $13, results_shown = $14,
                    opened_at = COALESCE(opened_at, $15), version = version + 1, updated_at = $16
    WHERE id = $17)"};
constexpr db::query clear_parts{"DELETE FROM exam_question WHERE exam_id = $1"};
constexpr db::query insert_part{R"(
    INSERT INTO exam_question (exam_id, position, question_id, drawn_count, drawn_tag, drawn_difficulty, points,
                               created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8))"};
constexpr db::query put_away{"UPDATE exam SET removed_at = $1, updated_at = $1 WHERE id = $2"};

problem no_exam() { return not_found({"시험", "the exam"}); }

template <std::size_t Min, std::size_t Max>
std::optional<std::string> words_of(const std::optional<text<Min, Max>>& from)
{
    return from && !from->value.empty() ? std::optional{from->value} : std::nullopt;
}

std::vector<part> parts_in(const exam_form& form)
{
    std::vector<part> made;
    for (const auto& each : form.questions) {
        part one;
        one.question_id = each.question_id;
        one.drawn_count = each.question_id ? 0 : each.drawn_count ? each.drawn_count->value : 0;
        if (!each.question_id) {
            one.drawn_tag = words_of(each.drawn_tag);
            one.drawn_difficulty = each.drawn_difficulty;
        }
        one.points = each.points.value;
        made.push_back(std::move(one));
    }
    return made;
}

std::string pointer_of(std::size_t at, std::string_view field = {})
{
    return "/questions/" + std::to_string(at) + (field.empty() ? "" : "/" + std::string{field});
}

// Every part says one thing: a question of the bank, or how many to draw.
void check_shape(const exam_form& form, const std::vector<part>& parts)
{
    std::set<questions::question_id> seen;
    std::int64_t draws = 0;
    for (std::size_t at = 0; at < parts.size(); ++at) {
        const auto& said = form.questions.items[at];
        if (said.question_id.has_value() == said.drawn_count.has_value())
            throw invalid(pointer_of(at), "one_of",
                          {"문항 하나를 고르거나, 무작위로 뽑을 개수를 정하세요.",
                           "Say either a question, or how many are drawn."});
        if (parts[at].question_id && !seen.insert(*parts[at].question_id).second)
            throw invalid(pointer_of(at, "questionId"), "twice",
                          {"같은 문항이 두 번 있습니다.", "This question is there twice."});
        draws += parts[at].question_id ? 0 : 1;
    }
    if (draws > most_draws)
        throw invalid("/questions", "too_many_draws",
                      say("무작위 출제는 {}개까지입니다.", "At most {} draws.", most_draws));
    if (length_of(parts) > most_questions)
        throw invalid("/questions", "too_many",
                      say("시험지는 {}문항까지입니다.", "A paper has at most {} questions.", most_questions));
}

void check_questions(db::connection& in, institution_id whose, const exam_form& form, const std::vector<part>& parts,
                     const std::vector<part>& before)
{
    check_shape(form, parts);
    const auto from = candidates_for(in, whose, parts);
    for (std::size_t at = 0; at < parts.size(); ++at) {
        if (!parts[at].question_id)
            continue;
        // One that the bank has put away since may stay, but is not chosen anew.
        const bool known = std::ranges::find(before, parts[at].question_id, &part::question_id) != before.end();
        if (from[at].empty() || (!known && !questions::find_question(in, whose, *parts[at].question_id)))
            throw invalid(pointer_of(at, "questionId"), "unknown",
                          {"문제은행에 없는 문항입니다.", "The question bank does not have this question."});
    }
    if (const auto found = shortage_in(parts, from))
        throw invalid(pointer_of(found->part, "drawnCount"), "not_enough",
                      say("문제은행에 맞는 문항이 {}개뿐입니다. 개수를 줄이거나 문항을 더 만드세요.",
                          "The bank has only {} such questions. Draw fewer, or make more.", found->available));
}

void check_lesson(db::connection& in, courses::course_id course, std::optional<courses::content_id> lesson,
                  std::optional<exam_id> of)
{
    if (!lesson)
        return;
    const auto unknown = invalid("/contentId", "not_an_exam_lesson",
                                 {"이 과정의 시험 차시를 고르세요.", "Choose an exam lesson of this course."});
    try {
        const auto found = learning::find_lesson(in, *lesson);
        if (found.course_id != course || found.type != courses::content_type::EXAM)
            throw unknown;
    } catch (const problem& none) {
        if (none.status() == 404)
            throw unknown;
        throw;
    }
    if (const auto other = exam_of_lesson(in, *lesson); other && other != of)
        throw invalid("/contentId", "taken",
                      {"이미 다른 시험이 연결된 차시입니다.", "Another exam is linked to this lesson."});
}

void check_times(const exam_form& form)
{
    if (form.opens_at && form.closes_at && *form.closes_at <= *form.opens_at)
        throw invalid("/closesAt", "before_begin",
                      {"마감은 시작보다 뒤여야 합니다.", "It has to close after it opens."});
}

exam_state next_state(const std::optional<exam_facts>& before, const exam_form& form)
{
    const auto from = before ? before->state : exam_state::DRAFT;
    const auto to = form.state.value_or(from);
    if ((to == exam_state::DRAFT && from != exam_state::DRAFT) ||
        (from == exam_state::DRAFT && to == exam_state::CLOSED))
        throw conflict(
            "illegal_state", boost::describe::enum_to_string(from, ""),
            {"시험은 준비 중 → 공개 → 마감 순서로만 바뀝니다.", "An exam goes from DRAFT to OPEN to CLOSED."});
    if (to != exam_state::DRAFT && form.questions.items.empty())
        throw invalid("/questions", "required",
                      {"공개하려면 문항이 있어야 합니다.", "An exam needs questions before it is opened."});
    return to;
}

void put_parts(db::connection& in, exam_id of, const std::vector<part>& parts, timestamp now)
{
    in.run(clear_parts, of);
    std::int64_t position = 0;
    for (const auto& each : parts)
        in.run(insert_part, of, ++position, each.question_id, each.drawn_count, each.drawn_tag, each.drawn_difficulty,
               each.points, now);
}

std::optional<std::int64_t> minutes_in(const exam_form& form)
{
    return form.time_limit_minutes ? std::optional{form.time_limit_minutes->value} : std::nullopt;
}

exam_facts own_exam(db::connection& in, institution_id whose, courses::course_id course, exam_id which)
{
    auto found = in.first<exam_facts>(facts_query, which);
    if (!found || found->institution_id != whose || found->course_id != course)
        throw no_exam();
    return *std::move(found);
}

exam_summary summary_of(db::connection& in, courses::course_id course, exam_id which)
{
    for (auto& each : exams_of(in, course))
        if (each.id == which)
            return std::move(each);
    throw no_exam();
}

} // namespace

void check_course(db::connection& in, institution_id whose, courses::course_id course)
{
    if (!in.first<courses::course_id>(institution_course, course, whose))
        throw not_found({"과정", "the course"});
}

std::vector<exam_summary> exams_of(db::connection& in, courses::course_id course)
{
    return in.all<exam_summary>(exams_in_course, course);
}

exam_facts facts_of_exam(db::connection& in, exam_id which)
{
    auto found = in.first<exam_facts>(facts_query, which);
    if (!found)
        throw no_exam();
    return *std::move(found);
}

exam_detail read_exam(db::connection& in, institution_id whose, courses::course_id course, exam_id which)
{
    auto facts = own_exam(in, whose, course, which);
    exam_detail made;
    static_cast<exam_summary&>(made) = summary_of(in, course, which);
    made.description = std::move(facts.description);
    made.shuffle_questions = facts.shuffle_questions;
    made.shuffle_choices = facts.shuffle_choices;
    made.results_shown = facts.results_shown;
    made.questions = in.all<shown_exam_part>(shown_parts, which);
    const auto from = candidates_for(in, whose, parts_of(in, which));
    for (std::size_t at = 0; at < made.questions.size(); ++at)
        if (made.questions[at].drawn_count)
            made.questions[at].available = std::ssize(from[at]);
    return made;
}

exam_id add_exam(db::connection& in, institution_id whose, courses::course_id course, const exam_form& form,
                 timestamp now)
{
    check_course(in, whose, course);
    if (std::ssize(exams_of(in, course)) >= most_exams)
        throw conflict("too_many_exams", "FULL",
                       say("과정 하나에 시험은 {}개까지입니다.", "A course has at most {} exams.", most_exams));
    check_times(form);
    check_lesson(in, course, form.content_id, std::nullopt);
    const auto parts = parts_in(form);
    check_questions(in, whose, form, parts, {});
    const auto state = next_state(std::nullopt, form);
    const auto opened = state == exam_state::OPEN ? std::optional{now} : std::nullopt;
    const auto made = in.first<exam_id>(insert_exam, whose, course, form.content_id, form.kind, form.title,
                                        words_of(form.description), state, form.opens_at, form.closes_at,
                                        minutes_in(form), form.attempts, form.pass_percent, form.weight,
                                        form.shuffle_questions.value_or(true), form.shuffle_choices.value_or(true),
                                        form.results_shown.value_or(results_shown::SCORE_AT_ONCE), opened, now)
                          .value();
    put_parts(in, made, parts, now);
    return made;
}

void change_exam(db::connection& in, institution_id whose, courses::course_id course, exam_id which,
                 const exam_form& form, std::optional<std::int64_t> based_on, timestamp now)
{
    const auto before = own_exam(in, whose, course, which);
    if (based_on && *based_on != summary_of(in, course, which).version)
        throw problem{412,
                      "precondition_failed",
                      {"그 사이 다른 사람이 시험을 바꾸었습니다. 새로 불러온 뒤 다시 저장하세요.",
                       "Somebody has changed the exam meanwhile. Load it again before saving."}};
    check_times(form);
    check_lesson(in, course, form.content_id, which);
    const auto parts = parts_in(form);
    check_questions(in, whose, form, parts, parts_of(in, which));
    const auto state = next_state(before, form);
    const auto opened = state == exam_state::OPEN ? std::optional{now} : std::nullopt;
    in.run(update_exam, form.content_id, form.kind, form.title, words_of(form.description), state, form.opens_at,
           form.closes_at, minutes_in(form), form.attempts, form.pass_percent, form.weight,
           form.shuffle_questions.value_or(true), form.shuffle_choices.value_or(true),
           form.results_shown.value_or(before.results_shown), opened, now, which);
    put_parts(in, which, parts, now);
}

void remove_exam(db::connection& in, institution_id whose, courses::course_id course, exam_id which, timestamp now)
{
    own_exam(in, whose, course, which);
    if (summary_of(in, course, which).submission_count > 0)
        throw conflict("exam_begun", "BEGUN",
                       {"응시한 사람이 있는 시험은 지울 수 없습니다. 대신 마감하세요.",
                        "Somebody has begun this exam, so it cannot be deleted. Close it instead."});
    in.run(put_away, now, which);
}

} // namespace ahimmoyak::exams
