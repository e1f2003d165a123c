#include "exams/entry.hpp"

#include "exams/timing.hpp"

#include <algorithm>

namespace ahimmoyak::exams {

namespace {

constexpr db::query published_exams{R"(
    SELECT id FROM exam WHERE course_id = $1 AND removed_at IS NULL AND state <> 'DRAFT' ORDER BY id LIMIT 100)"};

entry_state state_of(const exam_entry& of)
{
    if (std::ranges::find(of.attempts, submission_state::OPEN, &own_attempt::state) != of.attempts.end())
        return entry_state::IN_PROGRESS;
    if (!of.obstacle)
        return entry_state::READY;
    const bool over = of.obstacle != exam_obstacle::NOT_YET && of.obstacle != exam_obstacle::PROGRESS &&
                      of.obstacle != exam_obstacle::LESSON && of.obstacle != exam_obstacle::NOT_STARTED;
    return over && !of.attempts.empty() ? entry_state::DONE : entry_state::LOCKED;
}

} // namespace

own_attempt shown(const submission& of)
{
    return {of.id, of.attempt, of.state, of.started_at, of.submitted_at, of.submitted_by, of.score, of.passed};
}

timestamp deadline_for(const sitting& at, timestamp now, const std::string& zone)
{
    return deadline_of(now, {at.exam.time_limit_minutes, at.exam.closes_at, end_of_day(at.offering.end_date, zone)});
}

exam_entry entry_of(db::connection& in, const caller& who, const sitting& at, timestamp now, const std::string& zone)
{
    const auto& exam = at.exam;
    const auto parts = parts_of(in, exam.id);
    exam_entry made;
    for (const auto& each : submissions_of(in, exam.id, at.enrollment)) {
        made.attempts.push_back(shown(each));
        if (each.score)
            made.best_score = std::max(made.best_score.value_or(0), *each.score);
    }
    made.attempts_used = std::ssize(made.attempts);
    const auto ready = readiness_of(in, who, at, made.attempts_used, now);
    made.id = exam.id;
    made.course_id = exam.course_id;
    made.course_title = at.offering.course_title;
    made.course_provide_id = at.offering.id;
    made.content_id = exam.content_id;
    made.kind = exam.kind;
    made.title = exam.title;
    made.description = exam.description;
    made.obstacle = ready.obstacle;
    made.opens_at = exam.opens_at;
    made.closes_at = exam.closes_at;
    made.time_limit_minutes = exam.time_limit_minutes;
    if (!ready.obstacle)
        made.ends_at = deadline_for(at, now, zone);
    made.attempts_allowed = exam.attempts;
    made.pass_percent = exam.pass_percent;
    made.weight = exam.weight;
    made.question_count = length_of(parts);
    made.points_possible = points_of(parts);
    made.results_shown = exam.results_shown;
    made.progress_percent = ready.progress_percent;
    made.progress_needed_percent = ready.progress_needed_percent;
    made.identity_due = ready.identity_due && !ready.obstacle;
    made.now = now;
    made.state = state_of(made);
    return made;
}

std::vector<exam_id> exams_for_trainees(db::connection& in, courses::course_id course)
{
    return in.all<exam_id>(published_exams, course);
}

} // namespace ahimmoyak::exams
