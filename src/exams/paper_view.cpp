#include "exams/paper_view.hpp"

#include "json/codec.hpp"

namespace ahimmoyak::exams {

paper_question view_of(const questions::question_document& asked, std::int64_t position, std::int64_t points,
                       const std::vector<std::int64_t>& choice_order)
{
    paper_question made{position, asked.kind, asked.content, {}, points, asked.picture};
    for (const auto each : choice_order)
        made.choices.push_back({asked.choices.items.at(static_cast<std::size_t>(each)).text.value});
    return made;
}

exam_paper view_of(db::connection& in, const sitting& at, std::int64_t attempt, timestamp deadline,
                   const std::vector<drawn_question>& paper, known_questions& known, timestamp now)
{
    exam_paper made;
    made.exam_id = at.exam.id;
    made.course_provide_id = at.offering.id;
    made.course_id = at.offering.course_id;
    made.title = at.exam.title;
    made.attempt = attempt;
    made.started_at = now;
    made.deadline_at = deadline;
    made.now = now;
    for (const auto& each : paper) {
        answered_question one;
        static_cast<paper_question&>(one) =
            view_of(*known.of(in, each.version_id), std::ssize(made.questions) + 1, each.points, each.choice_order);
        made.points_possible += each.points;
        made.questions.push_back(std::move(one));
    }
    return made;
}

exam_paper view_of(db::connection& in, const sitting& at, const submission& which, known_questions& known,
                   timestamp now)
{
    exam_paper made;
    made.submission_id = which.id;
    made.exam_id = at.exam.id;
    made.course_provide_id = at.offering.id;
    made.course_id = at.offering.course_id;
    made.title = at.exam.title;
    made.attempt = which.attempt;
    made.started_at = which.started_at;
    made.deadline_at = which.deadline_at;
    made.now = now;
    made.given_back_seconds = which.given_back_ms / 1'000;
    made.points_possible = which.points_possible;
    for (const auto& each : answers_of(in, which.id)) {
        const auto order = choice_order_from(each.choice_order);
        answered_question one;
        static_cast<paper_question&>(one) =
            view_of(*known.of(in, each.question_version_id), each.position, each.points, order);
        if (each.response)
            one.response = as_paper_has(json::decode<questions::response>(*each.response), order);
        one.revision = each.revision;
        one.saved_at = each.saved_at;
        made.questions.push_back(std::move(one));
    }
    return made;
}

previewed_paper preview_of(db::connection& in, const exam_facts& of, known_questions& known)
{
    previewed_paper made;
    for (const auto& each : draw_paper(in, of, known)) {
        made.questions.push_back(
            view_of(*known.of(in, each.version_id), std::ssize(made.questions) + 1, each.points, each.choice_order));
        made.points_possible += each.points;
    }
    return made;
}

} // namespace ahimmoyak::exams
