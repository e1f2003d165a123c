#include "exams/sitting.hpp"

#include "base/clock.hpp"
#include "learning/records.hpp"

#include <algorithm>

namespace ahimmoyak::exams {

namespace {

namespace enrolments = offerings::enrolments;
using offerings::course_provide_state;

constexpr db::query exam_for_trainees{R"(
    SELECT id, institution_id, course_id, content_id, kind, title, description, state, opens_at, closes_at,
           time_limit_minutes, attempts, pass_percent, weight, shuffle_questions, shuffle_choices, results_shown
    FROM exam WHERE id = $1 AND removed_at IS NULL AND state <> 'DRAFT')"};
constexpr db::query exam_at_lesson{"SELECT id FROM exam WHERE content_id = $1 AND removed_at IS NULL"};
constexpr db::query lesson_replaced_by{"SELECT replaces FROM contents WHERE id = $1"};
constexpr db::query proved_for{R"(
    SELECT i.proved_at AS proved_at,
           (SELECT MAX(s.started_at) FROM exam_submission s
            WHERE s.exam_id = i.exam_id AND s.enrollment_id = i.enrollment_id) AS last_started_at
    FROM exam_identity i WHERE i.exam_id = $1 AND i.enrollment_id = $2)"};

constexpr db::query put_proof{R"(
    INSERT INTO exam_identity (exam_id, enrollment_id, proved_at, created_at, updated_at) VALUES ($1, $2, $3, $3, $3)
    ON CONFLICT (exam_id, enrollment_id) DO UPDATE
    SET proved_at = excluded.proved_at, updated_at = excluded.updated_at)"};

struct proof {
    timestamp proved_at{};
    std::optional<timestamp> last_started_at;
};
BOOST_DESCRIBE_STRUCT(proof, (), (proved_at, last_started_at))

/// Long enough to read the rules of the exam; each attempt asks anew.
constexpr std::chrono::minutes proof_lasts{60};

bool identity_is_proved(db::connection& in, const sitting& at, timestamp now)
{
    const auto found = in.first<proof>(proved_for, at.exam.id, at.enrollment);
    return found && found->proved_at + proof_lasts > now &&
           (!found->last_started_at || *found->last_started_at < found->proved_at);
}

std::int64_t needed_progress(exam_kind kind, const learning::rule_set& by)
{
    switch (kind) {
    case exam_kind::MIDTERM:
        return by.midterm_opens_at_percent.value;
    case exam_kind::FINAL:
    case exam_kind::ASSIGNMENT:
        return by.final_opens_at_percent.value;
    case exam_kind::QUIZ:
        break;
    }
    return 0;
}

// Of the lessons of the offering, the exam's.
std::optional<std::size_t> place_of_exam(db::connection& in, const std::vector<learning::seen_lesson>& lessons,
                                         const exam_facts& exam)
{
    if (!exam.content_id)
        return std::nullopt;
    const auto found = std::ranges::find(lessons, *exam.content_id, &learning::seen_lesson::id);
    if (found != lessons.end())
        return found - lessons.begin();
    for (std::size_t at = 0; at < lessons.size(); ++at)
        if (lessons[at].type == courses::content_type::EXAM && exam_of_lesson(in, lessons[at].id) == exam.id)
            return at;
    return std::nullopt;
}

std::optional<exam_obstacle> obstacle_of_time(const sitting& at, std::int64_t attempts_used, timestamp now)
{
    if (at.offering.state == course_provide_state::FINISHED)
        return exam_obstacle::FINISHED;
    if (at.offering.state != course_provide_state::ONGOING)
        return exam_obstacle::NOT_STARTED;
    if (at.exam.state == exam_state::CLOSED)
        return exam_obstacle::CLOSED;
    if (at.exam.closes_at && now >= *at.exam.closes_at)
        return exam_obstacle::OVER;
    if (attempts_used >= at.exam.attempts)
        return exam_obstacle::NO_ATTEMPTS_LEFT;
    if (at.exam.opens_at && now < *at.exam.opens_at)
        return exam_obstacle::NOT_YET;
    return std::nullopt;
}

words sentence_of(const sitting& at, const readiness& found, exam_obstacle why, const std::string& zone)
{
    const auto minute = [&](std::optional<timestamp> when) { return when ? clock::minute_of(*when, zone) : ""; };
    switch (why) {
    case exam_obstacle::NOT_STARTED:
        return say("이 과정은 {}부터 학습할 수 있습니다.", "This course begins on {}.",
                   to_text(at.offering.begin_date));
    case exam_obstacle::FINISHED:
        return say("이 과정은 {}에 끝났습니다.", "This course ended on {}.", to_text(at.offering.end_date));
    case exam_obstacle::CLOSED:
        return {"이 시험은 마감되었습니다.", "This exam was closed."};
    case exam_obstacle::NOT_YET:
        return say("이 시험은 {}부터 볼 수 있습니다.", "This exam opens at {}.", minute(at.exam.opens_at));
    case exam_obstacle::OVER:
        return say("이 시험은 {}에 끝났습니다.", "This exam ended at {}.", minute(at.exam.closes_at));
    case exam_obstacle::NO_ATTEMPTS_LEFT:
        return say("응시할 수 있는 횟수({}회)를 모두 썼습니다.", "All attempts ({}) are used.", at.exam.attempts);
    case exam_obstacle::PROGRESS:
        return say("과정 진도가 {}%가 되면 볼 수 있습니다. 지금은 {}%입니다.",
                   "It opens when the course has {} % progress. It has {} % now.", found.progress_needed_percent,
                   found.progress_percent);
    case exam_obstacle::LESSON:
        return {"앞 차시를 먼저 학습하세요.", "Study the lesson before it first."};
    }
    return {};
}

} // namespace

std::optional<exam_id> exam_of_lesson(db::connection& in, courses::content_id lesson)
{
    std::optional<courses::content_id> at = lesson;
    for (int step = 0; at && step < 100; ++step) {
        if (const auto found = in.first<exam_id>(exam_at_lesson, *at))
            return found;
        at = in.first<std::optional<courses::content_id>>(lesson_replaced_by, *at).value_or(std::nullopt);
    }
    return std::nullopt;
}

offerings::enrolments::offering offering_of_trainee(db::connection& in, const caller& who,
                                                    std::optional<courses::course_id> course,
                                                    std::optional<offerings::course_provide_id> named)
{
    std::optional<enrolments::offering> found;
    if (named)
        found = enrolments::of_trainee(in, who.user, *named);
    else
        for (auto& each : enrolments::of_user(in, who.user))
            if (each.course_id == course && each.company_id == who.of_company() &&
                (!found ||
                 (found->state != course_provide_state::ONGOING && each.state == course_provide_state::ONGOING)))
                found = std::move(each);
    if (!found || (course && found->course_id != *course))
        throw not_found({"수강 중인 과정", "a course you are enrolled in"});
    return *std::move(found);
}

sitting sitting_for(db::connection& in, const caller& who, exam_id which,
                    std::optional<offerings::course_provide_id> named)
{
    auto exam = in.first<exam_facts>(exam_for_trainees, which);
    if (!exam)
        throw not_found({"시험", "the exam"});
    auto offering = offering_of_trainee(in, who, exam->course_id, named);
    const auto enrollment = enrolments::is_enrolled(in, who.user, offering.id);
    if (!enrollment)
        throw not_found({"시험", "the exam"});
    return {*std::move(exam), std::move(offering), *enrollment, who.user};
}

readiness readiness_of(db::connection& in, const caller& who, const sitting& at, std::int64_t attempts_used,
                       timestamp now)
{
    readiness found;
    found.rules = learning::rules_of(in, at.offering.id, at.offering.institution_id).rules;
    found.progress_needed_percent = needed_progress(at.exam.kind, found.rules);
    found.obstacle = obstacle_of_time(at, attempts_used, now);
    found.identity_due = found.rules.identity_check_every.value > 0 && !identity_is_proved(in, at, now);

    const auto lessons = learning::lessons_seen(in, who.user, at.offering.id);
    std::vector<learning::lesson_figures> figures;
    for (const auto& each : lessons)
        figures.push_back(learning::figures_of(each, found.rules));
    found.progress_percent = learning::percent_of(figures, found.rules);
    const auto place = place_of_exam(in, lessons, at.exam);
    found.lesson_untouched = place && !lessons[*place].progress;
    if (found.obstacle)
        return found;
    if (found.progress_percent < found.progress_needed_percent)
        found.obstacle = exam_obstacle::PROGRESS;
    else if (at.exam.kind == exam_kind::QUIZ && place && !learning::is_open(figures, *place, found.rules))
        found.obstacle = exam_obstacle::LESSON;
    return found;
}

void keep_proof(db::connection& in, const sitting& at, timestamp now)
{
    in.run(put_proof, at.exam.id, at.enrollment, now);
}

problem refusal(const sitting& at, const readiness& found, exam_obstacle why, const std::string& zone)
{
    return conflict("exam_cannot_be_begun", boost::describe::enum_to_string(why, ""),
                    sentence_of(at, found, why, zone));
}

} // namespace ahimmoyak::exams
