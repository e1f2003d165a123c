#include "live/attendance.hpp"

#include "events/outbox.hpp"
#include "live/events.hpp"
#include "live/lectures.hpp"
#include "quiz/quizzes.hpp"
#include "quiz/replay.hpp"

#include <algorithm>
#include <map>

namespace ahimmoyak::live {

namespace {

constexpr db::query insert{R"(
    INSERT INTO attend_history (live_id, enrollment_id, user_id, first_seen_at, last_seen_at, present_ms, rate,
                                attendance, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
    ON CONFLICT (live_id, enrollment_id) DO NOTHING)"};

constexpr db::query set_final{"UPDATE live_streaming SET attendance_final = TRUE, updated_at = $1 WHERE id = $2"};

struct settled {
    live::enrollment_id enrollment_id;
    ahimmoyak::user_id user_id;
    std::optional<timestamp> first_seen_at;
    std::optional<timestamp> last_seen_at;
    std::int64_t present_ms = 0;
    std::int64_t rate = 0;
    attendance_mark attendance = attendance_mark::ABSENT;
};
BOOST_DESCRIBE_STRUCT(settled, (), (enrollment_id, user_id, first_seen_at, last_seen_at, present_ms, rate, attendance))

constexpr db::query of_lecture{R"(
    SELECT enrollment_id, user_id, first_seen_at, last_seen_at, present_ms, rate, attendance
    FROM attend_history WHERE live_id = $1 ORDER BY id)"};

const presence* seen_of(const std::vector<presence>& all, enrollment_id whose)
{
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.enrollment_id == whose; });
    return found == all.end() ? nullptr : &*found;
}

settled judged(const lecture_span& within, const roster::trainee& who, const std::vector<presence>& all)
{
    const auto* seen = seen_of(all, who.enrollment);
    const auto result = judge(within, seen);
    settled row{who.enrollment,      who.user,   std::nullopt, std::nullopt, result.present_ms,
                result.rate_percent, result.mark};
    if (seen) {
        row.first_seen_at = seen->first_seen_at;
        row.last_seen_at = seen->last_seen_at;
    }
    return row;
}

} // namespace

std::optional<lecture_span> span_of(const lecture& which, timestamp now)
{
    if (!which.started_at)
        return std::nullopt;
    const auto end = std::max(which.ended_at.value_or(now), *which.started_at);
    const bool begun_early = *which.started_at < which.start_time && which.start_time < end;
    return lecture_span{begun_early ? which.start_time : *which.started_at, end, begun_early};
}

judgement judge(const lecture_span& within, const presence* seen)
{
    if (!seen)
        return {};
    const auto credited = seen->present_ms - (within.without_early ? seen->early_ms : 0);
    judgement made;
    made.present_ms = std::clamp<std::int64_t>(credited, 0, within.length_ms());
    made.rate_percent = within.length_ms() > 0 ? made.present_ms * 100 / within.length_ms() : 0;
    if (made.present_ms == 0)
        return made;
    if (seen->first_seen_at > within.begin + tolerance)
        made.mark = attendance_mark::LATE;
    else if (seen->last_seen_at < within.end - tolerance)
        made.mark = attendance_mark::LEFT_EARLY;
    else
        made.mark = attendance_mark::PRESENT;
    return made;
}

void settle_attendance(db::connection& in, roster& of, channel_id which, const std::vector<presence>& seen,
                       timestamp now)
{
    const auto over = lectures::find(in, which);
    if (!over || over->state != lecture_status::END || over->attendance_final)
        return;
    const auto within = span_of(*over, now);
    attended told;
    static_cast<lecture_told&>(told) = {over->id,     over->course_provide_id, over->title,
                                        over->course, over->start_time,        {}};
    for (const auto& each : of.trainees(in, over->course_provide_id)) {
        const auto row = judged(within.value_or(lecture_span{}), each, seen);
        in.run(insert, which, row.enrollment_id, row.user_id, row.first_seen_at, row.last_seen_at, row.present_ms,
               row.rate, row.attendance, now);
        told.trainees.push_back(each.user);
    }
    in.run(set_final, now, which);
    events::publish(in, told, which);
}

attendance attendance_of(db::connection& in, roster& of, const lecture& which, const std::vector<presence>& seen,
                         timestamp now)
{
    attendance shown;
    shown.final = which.attendance_final;
    const auto within = span_of(which, now).value_or(lecture_span{});
    shown.length_seconds = within.length_ms() / 1000;

    shown.quiz_count = std::ssize(quiz::times_of(in, which.id));
    std::map<std::int64_t, quiz::score> scores;
    for (const auto& each : quiz::scores(in, which.id))
        scores.emplace(each.enrollment_id.value, each);
    std::map<enrollment_id, settled> final_rows;
    if (shown.final)
        for (const auto& each : in.all<settled>(of_lecture, which.id))
            final_rows.emplace(each.enrollment_id, each);

    for (const auto& each : of.trainees(in, which.course_provide_id)) {
        const auto kept = final_rows.find(each.enrollment);
        if (shown.final && kept == final_rows.end())
            continue; // enrolled after the lecture
        const auto row = shown.final ? kept->second : judged(within, each, seen);
        const auto quizzes = scores[each.enrollment.value];
        shown.items.push_back({each.user, each.name, each.company_name, row.first_seen_at, row.last_seen_at,
                               row.present_ms / 1000, row.rate, row.attendance, quizzes.answered, quizzes.correct});
    }
    return shown;
}

} // namespace ahimmoyak::live
