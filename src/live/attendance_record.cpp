#include "live/attendance_record.hpp"

#include "live/attendance.hpp"

#include <algorithm>

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

struct placed_lecture : held_lecture {
    live::course_provide_id course_provide_id;
};
BOOST_DESCRIBE_STRUCT(placed_lecture, (held_lecture), (course_provide_id))
constexpr auto lectures_of_offerings = db::one_of_listed<R"(
    SELECT id, state, start_time, end_time, started_at, ended_at, attendance_final, course_provide_id
    FROM live_streaming WHERE state <> 'CANCELED' AND course_provide_id)">();

constexpr db::query presences_of_lecture{
    "SELECT enrollment_id, present_ms FROM attend_history WHERE live_id = $1 ORDER BY id"};

constexpr auto presences_in_offerings = db::one_of_listed<R"(
    SELECT h.enrollment_id AS enrollment_id, h.present_ms AS present_ms, h.live_id AS lecture
    FROM live_streaming l JOIN attend_history h ON h.live_id = l.id
    WHERE l.state <> 'CANCELED' AND l.attendance_final = TRUE AND l.course_provide_id)">();
struct placed_presence : presence_credited {
    channel_id lecture;
};
BOOST_DESCRIBE_STRUCT(placed_presence, (presence_credited), (lecture))

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

namespace {

/// Takes up a lecture; how long it was for who was there, 0 where nobody's presence counts.
std::int64_t add_lecture(attendance_record& to, const held_lecture& each, timestamp now)
{
    to.planned = to.planned || (each.state == lecture_status::CREATED && each.end_time + std::chrono::hours{24} > now);
    to.on_or_unsettled = to.on_or_unsettled || each.state == lecture_status::ON ||
                         (each.state == lecture_status::END && !each.attendance_final);
    return each.attendance_final ? std::max<std::int64_t>(0, length_ms(each, now)) : 0;
}

void add_presence(attendance_record& to, const presence_credited& one, std::int64_t held)
{
    auto& theirs = to.sums[one.enrollment_id];
    theirs.present_ms += one.present_ms;
    theirs.held_ms += held;
}

void add_percents(attendance_record& to)
{
    for (const auto& [whose, sum] : to.sums)
        to.percents.emplace(whose, sum.present_ms * 100 / sum.held_ms);
}

} // namespace

attendance_record attendance_record_of(db::connection& in, course_provide_id of, timestamp now)
{
    attendance_record made;
    for (const auto& each : in.all<held_lecture>(lectures_of_offering, of))
        if (const auto held = add_lecture(made, each, now); held > 0)
            for (const auto& one : in.all<presence_credited>(presences_of_lecture, each.id))
                add_presence(made, one, held);
    add_percents(made);
    return made;
}

std::map<course_provide_id, attendance_record> attendance_records_of(db::connection& in, const db::id_list& offerings,
                                                                     timestamp now)
{
    struct counted {
        attendance_record* record;
        std::int64_t held_ms;
    };
    std::map<course_provide_id, attendance_record> made;
    std::map<channel_id, counted> lectures;
    for (const auto& each : in.all<placed_lecture>(lectures_of_offerings, offerings)) {
        auto& record = made[each.course_provide_id];
        if (const auto held = add_lecture(record, each, now); held > 0)
            lectures.emplace(each.id, counted{&record, held});
    }
    for (const auto& each : in.all<placed_presence>(presences_in_offerings, offerings))
        if (const auto found = lectures.find(each.lecture); found != lectures.end())
            add_presence(*found->second.record, each, found->second.held_ms);
    for (auto& [whose, record] : made)
        add_percents(record);
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
