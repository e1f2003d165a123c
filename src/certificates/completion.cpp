#include "certificates/completion.hpp"

#include "base/clock.hpp"
#include "exams/total.hpp"
#include "learning/offering_progress.hpp"
#include "live/attendance_record.hpp"

#include <algorithm>

namespace ahimmoyak::certificates {

bool standing::met() const
{
    return !lectures_awaited && std::all_of(requirements.begin(), requirements.end(), [](const auto& each) { return each.met(); });
}

offering_standings standings_of(db::connection& in, const offerings::enrolments::offering& of, timestamp now,
                                const std::string& zone, std::optional<user_id> only)
{
    const auto progress = learning::progress_of(in, of, clock::day_of(now, zone), only);
    const auto& by = progress.measured_by.rules;
    const auto asks_for_lectures = by.live_attendance_percent.value > 0;
    const auto lectures = asks_for_lectures ? live::attendance_record_of(in, of.id, now) : live::attendance_record{};

    const auto scores = by.total_score_needed.value > 0 ? exams::totals_of(in, of, zone, only) : exams::total_scores{};

    offering_standings made;
    made.measured_by = progress.measured_by;
    made.lesson_count = progress.content_count;
    made.approved_seconds = progress.approved_seconds;
    for (const auto& each : progress.trainees) {
        standing one{each.enrollment_id, each.user_id, each.name, {}};
        one.requirements.push_back(
            {requirement_kind::PROGRESS, by.completed_at_percent.value, each.progress_percent});
        if (const auto found = lectures.percents.find(each.enrollment_id); found != lectures.percents.end())
            one.requirements.push_back(
                {requirement_kind::LIVE_ATTENDANCE, by.live_attendance_percent.value, found->second});
        if (scores.counted)
            one.requirements.push_back(
                {requirement_kind::EXAM_SCORE, by.total_score_needed.value, scores.of(each.enrollment_id)});
        one.lectures_awaited = lectures.on_or_unsettled || (lectures.planned && of.state != offerings::course_provide_state::FINISHED);
        made.trainees.push_back(std::move(one));
    }
    return made;
}

} // namespace ahimmoyak::certificates
