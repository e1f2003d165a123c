#pragma once

#include "db/connection.hpp"
#include "db/lists.hpp"
#include "live/lecture.hpp"

#include <map>

namespace ahimmoyak::live {

struct presence_sum {
    std::int64_t present_ms = 0;
    std::int64_t held_ms = 0;
};

/// What all lectures of an offering together come to, for those who judge a completion by it.
struct attendance_record {
    bool planned = false;         ///< lectures are still to come
    bool on_or_unsettled = false; ///< one is on, or is over and its attendance is not final
    /// Minutes present of all minutes held, rounded down; of who was enrolled for at least one lecture.
    std::map<enrollment_id, std::int64_t> percents;
    std::map<enrollment_id, presence_sum> sums; ///< what they are made of
};
/// A lecture that was planned and not held counts as to come until a day after its planned end.
attendance_record attendance_record_of(db::connection& in, course_provide_id of, timestamp now);
/// The same of many offerings at once; who has no lectures is not there.
std::map<course_provide_id, attendance_record> attendance_records_of(db::connection& in, const db::id_list& offerings,
                                                                     timestamp now);

/// What one trainee was present of a lecture whose attendance is final.
struct presence_credited {
    live::enrollment_id enrollment_id;
    std::int64_t present_ms = 0;
};
BOOST_DESCRIBE_STRUCT(presence_credited, (), (enrollment_id, present_ms))
std::vector<presence_credited> presences_credited(db::connection& in, channel_id lecture);

/// A row of attendance, for the evidence of an offering.
struct attendance_row {
    live::enrollment_id enrollment_id;
    std::string lecture;
    timestamp start_time{};
    std::optional<timestamp> first_seen_at;
    std::optional<timestamp> last_seen_at;
    std::int64_t present_seconds = 0;
    std::int64_t rate_percent = 0;
    std::string attendance;
};
BOOST_DESCRIBE_STRUCT(attendance_row, (),
                      (enrollment_id, lecture, start_time, first_seen_at, last_seen_at, present_seconds, rate_percent,
                       attendance))
std::vector<attendance_row> attendance_rows(db::connection& in, course_provide_id of);

} // namespace ahimmoyak::live
