#include "analysis/outlook.hpp"

#include <algorithm>

namespace ahimmoyak::analysis {

namespace {

using certificates::requirement_kind;
using offerings::course_provide_state;

/// An exam that was not taken is a worry in the last fifth of the course, where the rules open it for most; one that
/// was failed is at once.
constexpr std::int64_t exam_due_percent = 80;

/// Before a tenth of the course has gone, a pace says nothing.
constexpr std::int64_t pace_from_percent = 10;

} // namespace

course_days days_of(course_provide_state state, date begin, date end, date today)
{
    const auto all = std::max<std::int64_t>(1, (end.value - begin.value).count() + 1);
    return {state, std::clamp<std::int64_t>((today.value - begin.value).count() + 1, 0, all), all};
}

prospect prospect_of(const stand& trainee, const course_days& course)
{
    prospect made;
    const bool over = course.state == course_provide_state::FINISHED;
    const auto add = [&](requirement_kind kind, std::int64_t needed, std::int64_t reached, std::int64_t projected,
                         bool judged) {
        made.requirements.push_back(
            {kind, needed, reached, projected, judged && (over ? reached : projected) < needed});
    };
    const auto to_the_end = [&](std::int64_t reached) {
        return over || course.passed == 0 ? reached : std::min<std::int64_t>(100, reached * course.all / course.passed);
    };
    add(requirement_kind::PROGRESS, trainee.progress_needed, trainee.progress_percent,
        to_the_end(trainee.progress_percent), over || course.passed * 100 >= course.all * pace_from_percent);
    if (trainee.attendance_needed)
        add(requirement_kind::LIVE_ATTENDANCE, *trainee.attendance_needed, trainee.attendance_percent.value_or(0),
            trainee.attendance_percent.value_or(0), trainee.attendance_percent.has_value());
    if (trainee.score_needed)
        add(requirement_kind::EXAM_SCORE, *trainee.score_needed, trainee.score.value_or(0), trainee.score.value_or(0),
            over || trainee.exam_count > 0 || course.passed * 100 >= course.all * exam_due_percent);
    const auto missing =
        std::any_of(made.requirements.begin(), made.requirements.end(), [](const auto& each) { return each.at_risk; });
    if (trainee.certified)
        made.outlook = outlook::CERTIFIED;
    else if (over)
        made.outlook = outlook::MISSED;
    else if (course.state == course_provide_state::NOT_STARTED)
        made.outlook = outlook::WAITING;
    else
        made.outlook = missing ? outlook::AT_RISK : outlook::ON_TRACK;
    if (made.outlook == outlook::CERTIFIED || made.outlook == outlook::WAITING)
        for (auto& each : made.requirements)
            each.at_risk = false;
    return made;
}

} // namespace ahimmoyak::analysis
