#include "live/lectures.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"
#include "events/outbox.hpp"
#include "json/codec.hpp"
#include "live/events.hpp"
#include "quiz/quizzes.hpp"

namespace ahimmoyak::live::lectures {

namespace {

constexpr db::query insert{R"(
    INSERT INTO live_streaming (course_provide_id, institution_id, title, instructor, course, start_time, end_time,
                                state, stream_key, attendance_final, content_id, record, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'CREATED', $8, FALSE, $9, $10, $11, $11) RETURNING id)"};

constexpr db::query by_id{R"(
    SELECT id, course_provide_id, institution_id, title, instructor, course, start_time, end_time, state, stream_key,
           started_at, on_air_at, ended_at, attendance_final, created_at, updated_at, content_id, record
    FROM live_streaming WHERE id = $1)"};

constexpr db::query by_key{R"(
    SELECT id, course_provide_id, institution_id, title, instructor, course, start_time, end_time, state, stream_key,
           started_at, on_air_at, ended_at, attendance_final, created_at, updated_at, content_id, record
    FROM live_streaming WHERE stream_key = $1)"};

constexpr db::query page_of_offering{R"(
    SELECT id, course_provide_id, institution_id, title, instructor, course, start_time, end_time, state, stream_key,
           started_at, on_air_at, ended_at, attendance_final, created_at, updated_at, content_id, record
    FROM live_streaming
    WHERE course_provide_id = $1 AND (start_time > $2 OR (start_time = $2 AND id > $3))
    ORDER BY start_time, id LIMIT $4)"};

constexpr db::query upcoming_page_of_institution{R"(
    SELECT id, course_provide_id, institution_id, title, instructor, course, start_time, end_time, state, stream_key,
           started_at, on_air_at, ended_at, attendance_final, created_at, updated_at, content_id, record
    FROM live_streaming
    WHERE institution_id = $1 AND (end_time >= $2 OR state = 'ON')
      AND (start_time > $3 OR (start_time = $3 AND id > $4))
    ORDER BY start_time, id LIMIT $5)"};

constexpr db::query upcoming_page_of_offering{R"(
    SELECT id, course_provide_id, institution_id, title, instructor, course, start_time, end_time, state, stream_key,
           started_at, on_air_at, ended_at, attendance_final, created_at, updated_at, content_id, record
    FROM live_streaming
    WHERE course_provide_id = $1 AND (end_time >= $2 OR state = 'ON')
      AND (start_time > $3 OR (start_time = $3 AND id > $4))
    ORDER BY start_time, id LIMIT $5)"};

constexpr db::query on_air{R"(
    SELECT id, course_provide_id, institution_id, title, instructor, course, start_time, end_time, state, stream_key,
           started_at, on_air_at, ended_at, attendance_final, created_at, updated_at, content_id, record
    FROM live_streaming WHERE state = 'ON' ORDER BY id)"};

constexpr db::query set_on{R"(
    UPDATE live_streaming SET state = 'ON', started_at = $1, on_air_at = $1, updated_at = $1
    WHERE id = $2 AND state = 'CREATED')"};

constexpr db::query set_ended{R"(
    UPDATE live_streaming SET state = 'END', ended_at = $1, updated_at = $2 WHERE id = $3 AND state = 'ON')"};

constexpr db::query set_canceled{R"(
    UPDATE live_streaming SET state = 'CANCELED', updated_at = $1 WHERE id = $2 AND state = 'CREATED')"};

constexpr db::query set_on_air_at{"UPDATE live_streaming SET on_air_at = $1 WHERE id = $2 AND state = 'ON'"};

constexpr db::query erase{"DELETE FROM live_streaming WHERE id = $1 AND state IN ('CREATED', 'CANCELED')"};

problem no_lecture() { return not_found({"라이브 강의", "the live lecture"}); }

lecture load(db::connection& in, channel_id which)
{
    auto found = find(in, which);
    if (!found)
        throw no_lecture();
    return std::move(*found);
}

std::string_view name(lecture_status state) { return json::codec<lecture_status>::name(state); }

template <class E>
void tell(db::connection& in, roster& of, const lecture& about)
{
    E told;
    static_cast<lecture_told&>(told) = {about.id,     about.course_provide_id, about.title,
                                        about.course, about.start_time,        {}};
    for (const auto& each : of.trainees(in, about.course_provide_id))
        told.trainees.push_back(each.user);
    events::publish(in, told, about.id);
}

} // namespace

lecture add(db::connection& in, roster& of, const new_lecture& what, timestamp now)
{
    const auto id =
        in.first<channel_id>(insert, what.offering, what.institution, what.title, what.instructor, what.course,
                             what.start_time, what.end_time, "sk_" + random_token(24), what.content, what.record, now)
            .value();
    auto made = load(in, id);
    tell<planned>(in, of, made);
    return made;
}

std::optional<lecture> find(db::connection& in, channel_id which) { return in.first<lecture>(by_id, which); }

std::optional<lecture> find_by_key(db::connection& in, std::string_view stream_key)
{
    return in.first<lecture>(by_key, stream_key);
}

lecture seen_by(db::connection& in, roster& of, const caller& who, channel_id which)
{
    if (who.as == role::MANAGER)
        return managed_by(in, who, which);
    auto found = load(in, which);
    if (who.as != role::EMPLOYEE || !of.enrollment(in, who.user, found.course_provide_id))
        throw no_lecture();
    return found;
}

lecture managed_by(db::connection& in, const caller& who, channel_id which)
{
    auto found = load(in, which);
    if (who.as != role::MANAGER || who.institution != found.institution_id)
        throw no_lecture();
    return found;
}

std::vector<lecture> of_offering(db::connection& in, course_provide_id offering, place after, std::int64_t most)
{
    return in.all<lecture>(page_of_offering, offering, after.start_time, after.id, most);
}

std::vector<lecture> upcoming_of_institution(db::connection& in, institution_id whose, timestamp since, place after,
                                             std::int64_t most)
{
    return in.all<lecture>(upcoming_page_of_institution, whose, since, after.start_time, after.id, most);
}

std::vector<lecture> upcoming_of_offering(db::connection& in, course_provide_id offering, timestamp since, place after,
                                          std::int64_t most)
{
    return in.all<lecture>(upcoming_page_of_offering, offering, since, after.start_time, after.id, most);
}

std::vector<lecture> all_on(db::connection& in) { return in.all<lecture>(on_air); }

bool start(db::connection& in, roster& of, channel_id which, timestamp now)
{
    const bool first = in.run(set_on, now, which) > 0;
    const auto found = find(in, which);
    if (!found || found->state != lecture_status::ON)
        return false;
    if (first)
        tell<started>(in, of, *found);
    else
        note_on_air(in, which, now);
    return true;
}

lecture end(db::connection& in, roster& of, channel_id which, timestamp ended_at, timestamp now)
{
    const bool changed = in.run(set_ended, ended_at, now, which) > 0;
    auto found = load(in, which);
    if (!changed)
        throw conflict("lecture_not_on", name(found.state),
                       found.state == lecture_status::CREATED
                           ? words{"아직 시작하지 않은 강의입니다. 열지 않으려면 취소하세요.",
                                   "The lecture has not begun. Cancel it if it is not to take place."}
                           : words{"이미 끝났거나 취소된 강의입니다.", "The lecture is over or canceled already."});
    quiz::close_all(in, which, now);
    tell<ended>(in, of, found);
    return found;
}

lecture cancel(db::connection& in, roster& of, channel_id which, timestamp now)
{
    const bool changed = in.run(set_canceled, now, which) > 0;
    auto found = load(in, which);
    if (!changed)
        throw conflict(
            "lecture_not_created", name(found.state),
            {"시작하기 전의 강의만 취소할 수 있습니다.", "Only a lecture that has not begun can be canceled."});
    tell<canceled>(in, of, found);
    return found;
}

void remove(db::connection& in, roster& of, channel_id which)
{
    const auto found = find(in, which);
    if (found && in.run(erase, which) > 0) {
        quiz::remove_all(in, which);
        tell<removed>(in, of, *found);
        return;
    }
    throw conflict("lecture_kept", name(load(in, which).state),
                   {"방송한 강의는 기록으로 남아 지울 수 없습니다.",
                    "A lecture that was on air is a record and cannot be deleted."});
}

void note_on_air(db::connection& in, channel_id which, timestamp now) { in.run(set_on_air_at, now, which); }

} // namespace ahimmoyak::live::lectures
