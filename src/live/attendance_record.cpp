#include "live/attendance_record.hpp"

#include "live/attendance.hpp"

namespace ahimmoyak::live {

namespace {

constexpr db::query lectures_of_offering{R"(
    SELECT id, state, start_time, end_time, started_at, ended_at, attendance_final
    FROM live_streaming WHERE course_provide_id = $1 AND state <> 'CANCELED')"};

struct held_lecture {
    channel_id id;
    lecture_status state = lecture_status::CREATED;
    timestamp start_time{};
    timestamp end_time{};
    std::optional<timestamp> started_at;
    std::optional<timestamp> ended_at;
    bool attendance_final = false;
};
BOOST_DESCRIBE_STRUCT(held_lecture, (), (id, state, start_time, end_time, started_at, ended_at, attendance_final))

constexpr db::query presences_of_lecture{
    "SELECT enrollment_id, present_ms FROM attend_history WHERE live_id = $1 ORDER BY id"};

constexpr db::query rows_of_offering{R"(
    SELECT h.enrollment_id AS enrollment_id, l.title AS lecture, l.start_time AS start_time,
           h.first_seen_at AS first_seen_at, h.last_seen_at AS last_seen_at, h.present_ms / 1000 AS present_seconds,
           h.rate AS rate_percent, h.attendance AS attendance
    FROM live_streaming l JOIN attend_history h ON h.live_id = l.id
    WHERE l.course_provide_id = $1 ORDER BY l.start_time, l.id, h.id)"};

std::int64_t length_ms(const held_lecture& of, timestamp now)
{
    lecture as;
    as.start_time = of.start_time;
    as.started_at = of.started_at;
    as.ended_at = of.ended_at;
    const auto span = span_of(as, now);
    return span ? span->length_ms() : 0;
}

} // namespace

attendance_record attendance_record_of(db::connection& in, course_provide_id of, timestamp now)
{
    attendance_record made;
    for (const auto& each : in.all<held_lecture>(lectures_of_offering, of)) {
        made.planned =
            made.planned || (each.state == lecture_status::CREATED && each.end_time + std::chrono::hours{24} > now);
        made.on_or_unsettled = made.on_or_unsettled || each.state == lecture_status::ON ||
                               (each.state == lecture_status::END && !each.attendance_final);
        const auto held = length_ms(each, now);
        if (!each.attendance_final || held <= 0)
            continue;
        for (const auto& one : in.all<presence_credited>(presences_of_lecture, each.id)) {
            auto& theirs = made.sums[one.enrollment_id];
            theirs.present_ms += one.present_ms;
            theirs.held_ms += held;
        }
    }
    for (const auto& [whose, sum] : made.sums)
        made.percents.emplace(whose, sum.present_ms * 100 / sum.held_ms);
    return made;
}

std::vector<presence_credited> presences_credited(db::connection& in, channel_id lecture)
{
    return in.all<presence_credited>(presences_of_lecture, lecture);
}

std::vector<attendance_row> attendance_rows(db::connection& in, course_provide_id of)
{
    return in.all<attendance_row>(rows_of_offering, of);
}

} // namespace ahimmoyak::live
