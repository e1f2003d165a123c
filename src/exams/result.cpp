#include "exams/result.hpp"

#include "json/codec.hpp"
#include "questions/correct.hpp"

#include <algorithm>

namespace ahimmoyak::exams {

namespace {

marked_question marked(const kept_answer& given, const std::optional<questions::response>& said,
                       const questions::question_document& asked)
{
    const auto order = choice_order_from(given.choice_order);
    marked_question made;
    static_cast<paper_question&>(made) = view_of(asked, given.position, given.points, order);
    if (said)
        made.response = as_paper_has(*said, order);
    if (given.points_hundredths)
        made.points_earned = static_cast<double>(*given.points_hundredths) / 100;
    for (std::size_t place = 0; place < order.size(); ++place)
        if (asked.choices.items.at(static_cast<std::size_t>(order[place])).correct)
            made.right_choices.push_back(static_cast<std::int64_t>(place));
    for (const auto& each : asked.accepted)
        made.accepted.push_back(each.value);
    made.number = asked.number;
    made.tolerance = asked.tolerance;
    if (asked.explanation)
        made.explanation = asked.explanation->value;
    return made;
}

} // namespace

bool answers_are_shown(const sitting& at, timestamp now)
{
    switch (at.exam.results_shown) {
    case results_shown::SCORE_AT_ONCE:
        return false;
    case results_shown::ANSWERS_AT_ONCE:
        return true;
    case results_shown::ANSWERS_AFTER_CLOSE:
        break;
    }
    return at.exam.state == exam_state::CLOSED || (at.exam.closes_at && now >= *at.exam.closes_at) ||
           at.offering.state == offerings::course_provide_state::FINISHED;
}

exam_result result_of(db::connection& in, const sitting& at, const submission& which, known_questions& known,
                      timestamp now)
{
    exam_result made;
    static_cast<own_attempt&>(made) = shown(which);
    made.exam_id = at.exam.id;
    made.title = at.exam.title;
    made.course_id = at.offering.course_id;
    made.course_provide_id = at.offering.id;
    made.points_possible = which.points_possible;
    if (which.score)
        made.points_earned = static_cast<double>(which.points_hundredths) / 100;
    made.pass_percent = at.exam.pass_percent;
    made.seconds_used =
        std::chrono::floor<std::chrono::seconds>(which.submitted_at.value_or(now) - which.started_at).count();
    made.given_back_seconds = which.given_back_ms / 1'000;
    made.results_shown = at.exam.results_shown;
    const auto used = submissions_of(in, at.exam.id, at.enrollment).size();
    made.attempts_left = std::max<std::int64_t>(0, at.exam.attempts - static_cast<std::int64_t>(used));
    const bool shown = answers_are_shown(at, now);
    if (shown)
        made.questions.emplace();
    for (const auto& each : answers_of(in, which.id)) {
        const auto said = each.response ? std::optional{json::decode<questions::response>(*each.response)}
                                        : std::optional<questions::response>{};
        ++made.question_count;
        made.answered_count += said && !questions::is_empty(*said) ? 1 : 0;
        if (shown)
            made.questions->push_back(marked(each, said, *known.of(in, each.question_version_id)));
    }
    return made;
}

} // namespace ahimmoyak::exams
