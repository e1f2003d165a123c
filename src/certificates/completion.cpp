#include "certificates/completion.hpp"

#include "base/clock.hpp"
#include "exams/total.hpp"
#include "learning/offering_progress.hpp"
#include "live/attendance_record.hpp"

#include <algorithm>

namespace ahimmoyak::certificates {

bool standing::met() const
{
    return !lectures_awaited &&
           std::all_of(requirements.begin(), requirements.end(), [](const auto& each) { return each.met(); });
}

namespace {

offering_standings judged(const offerings::enrolments::offering& of, const learning::offering_progress& progress,
                          const live::attendance_record& lectures, const exams::total_scores& scores)
{
    const auto& by = progress.measured_by.rules;
    offering_standings made;
    made.measured_by = progress.measured_by;
    made.lesson_count = progress.content_count;
    made.approved_seconds = progress.approved_seconds;
    for (const auto& each : progress.trainees) {
        standing one{each.enrollment_id, each.user_id, each.name, {}};
        one.requirements.push_back({requirement_kind::PROGRESS, by.completed_at_percent.value, each.progress_percent});
        if (const auto found = lectures.percents.find(each.enrollment_id); found != lectures.percents.end())
            one.requirements.push_back(
                {requirement_kind::LIVE_ATTENDANCE, by.live_attendance_percent.value, found->second});
        if (scores.counted)
            one.requirements.push_back(
                {requirement_kind::EXAM_SCORE, by.total_score_needed.value, scores.of(each.enrollment_id)});
        one.lectures_awaited =
            lectures.on_or_unsettled || (lectures.planned && of.state != offerings::course_provide_state::FINISHED);
        made.trainees.push_back(std::move(one));
    }
    return made;
}

bool asks_for_lectures(const learning::offering_progress& in)
{
    return in.measured_by.rules.live_attendance_percent.value > 0;
}
bool asks_for_scores(const learning::offering_progress& in)
{
    return in.measured_by.rules.total_score_needed.value > 0;
}

template <class Map>
typename Map::mapped_type found_or_none(const Map& in, offerings::course_provide_id which)
{
    const auto found = in.find(which);
    return found == in.end() ? typename Map::mapped_type{} : found->second;
}

} // namespace

offering_standings standings_of(db::connection& in, const offerings::enrolments::offering& of, timestamp now,
                                const std::string& zone, std::optional<user_id> only)
{
    const auto progress = learning::progress_of(in, of, clock::day_of(now, zone), only);
    return judged(of, progress,
                  asks_for_lectures(progress) ? live::attendance_record_of(in, of.id, now) : live::attendance_record{},
                  asks_for_scores(progress) ? exams::totals_of(in, of, zone, only) : exams::total_scores{});
}

std::vector<offering_standings>
standings_of_all(db::connection& in, std::span<const offerings::enrolments::offering> all,
                 const std::map<offerings::course_provide_id, live::attendance_record>& lectures, timestamp now,
                 const std::string& zone)
{
    const auto progress = learning::progress_of_all(in, all, clock::day_of(now, zone));
    const auto scores = exams::totals_of_all(in, all, zone);
    std::vector<offering_standings> made;
    for (std::size_t i = 0; i < all.size(); ++i)
        made.push_back(
            judged(all[i], progress[i],
                   asks_for_lectures(progress[i]) ? found_or_none(lectures, all[i].id) : live::attendance_record{},
                   asks_for_scores(progress[i]) ? found_or_none(scores, all[i].id) : exams::total_scores{}));
    return made;
}

} // namespace ahimmoyak::certificates
