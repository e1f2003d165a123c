#include "learning/way_in.hpp"

#include "base/problem.hpp"
#include "learning/running.hpp"

#include <algorithm>

namespace ahimmoyak::learning {

namespace {

using offerings::course_provide_state;
namespace enrolments = offerings::enrolments;

enrolments::offering offering_for(db::connection& in, user_id user, courses::course_id course,
                                  std::optional<offerings::course_provide_id> named)
{
    std::optional<enrolments::offering> found;
    if (named) {
        found = enrolments::of_trainee(in, user, *named);
    } else {
        for (auto& each : enrolments::of_user(in, user))
            if (each.course_id == course && (!found || (found->state != course_provide_state::ONGOING &&
                                                        each.state == course_provide_state::ONGOING)))
                found = std::move(each);
    }
    if (!found || found->course_id != course)
        throw not_found({"수강 중인 콘텐츠", "a lesson of a course you are enrolled in"});
    return *std::move(found);
}

void check_open(const way_in& to)
{
    const auto& by = to.measured_by.rules;
    const auto here =
        std::find_if(to.lessons.begin(), to.lessons.end(), [&](const auto& each) { return each.id == to.lesson.id; });
    if (here == to.lessons.end())
        throw not_found({"수강 중인 콘텐츠", "a lesson of a course you are enrolled in"});
    if (by.next_lesson_opens_at_percent.value == 0 || here == to.lessons.begin() || here->progress)
        return;
    const auto& before = *(here - 1);
    const auto has = percent_of(figures_of(before, by));
    const auto needed = by.next_lesson_opens_at_percent.value;
    if (has < needed)
        throw conflict("lesson_closed", "CLOSED",
                       say("앞 차시 '{}'을(를) {}% 이상 학습하면 열립니다. 지금은 {}%입니다.",
                           "It opens when the lesson before, “{}”, has {} % progress. It has {} % now.", before.title,
                           needed, has));
}

} // namespace

std::int64_t way_in::approved_ms() const
{
    return learning::approved_ms(lesson.type, lesson.time_amount_seconds, measured_by.rules);
}

way_in way_to(db::connection& in, const caller& who, courses::content_id lesson,
              std::optional<offerings::course_provide_id> named)
{
    way_in found;
    found.lesson = find_lesson(in, lesson);
    found.offering = offering_for(in, who.user, found.lesson.course_id, named);
    check_running(found.offering.state, found.offering.begin_date, found.offering.end_date);
    found.enrollment = enrolments::is_enrolled(in, who.user, found.offering.id).value();
    found.measured_by = rules_of(in, found.offering.id, found.offering.institution_id);
    found.lessons = lessons_seen(in, who.user, found.offering.id);
    check_open(found);
    return found;
}

} // namespace ahimmoyak::learning
