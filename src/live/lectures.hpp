#pragma once

#include "db/connection.hpp"
#include "live/lecture.hpp"
#include "live/roster.hpp"

#include <optional>
#include <string_view>
#include <vector>

/// What is kept of live lectures, with the rules of their states: the one place that changes them.
/// Each function runs inside of a transaction.
namespace ahimmoyak::live::lectures {

struct new_lecture {
    course_provide_id offering;
    institution_id institution;
    std::string_view title;
    std::string_view instructor;
    std::string_view course;
    timestamp start_time{};
    timestamp end_time{};
    std::optional<courses::content_id> content{};
    bool record = true;
};
lecture add(db::connection& in, roster& of, const new_lecture& what, timestamp now);

std::optional<lecture> find(db::connection& in, channel_id which);
std::optional<lecture> find_by_key(db::connection& in, std::string_view stream_key);
/// The lecture, if the caller may know of it: a manager of its institution, a trainee enrolled in its
/// offering. Throws not_found() otherwise.
lecture seen_by(db::connection& in, roster& of, const caller& who, channel_id which);
/// Only for a manager of its institution.
lecture managed_by(db::connection& in, const caller& who, channel_id which);

/// Where a list goes on: after the lecture of this start and id.
struct place {
    timestamp start_time{timestamp::min()};
    channel_id id;
};
/// By start time.
std::vector<lecture> of_offering(db::connection& in, course_provide_id offering, place after, std::int64_t most);
/// Those that are on or end at `since` or later, by start time.
std::vector<lecture> upcoming_of_institution(db::connection& in, institution_id whose, timestamp since, place after,
                                             std::int64_t most);
std::vector<lecture> upcoming_of_offering(db::connection& in, course_provide_id offering, timestamp since, place after,
                                          std::int64_t most);
std::vector<lecture> all_on(db::connection& in);

/// CREATED → ON at the first picture; a lecture that is on stays so. False when it takes no broadcast
/// any more, or is gone.
bool start(db::connection& in, roster& of, channel_id which, timestamp now);
/// ON → END. What was opened for it is closed in the same transaction. A conflict in any other state.
lecture end(db::connection& in, roster& of, channel_id which, timestamp ended_at, timestamp now);
/// CREATED → CANCELED. A conflict in any other state.
lecture cancel(db::connection& in, roster& of, channel_id which, timestamp now);
/// Only what was never on: a conflict otherwise.
void remove(db::connection& in, roster& of, channel_id which);

/// A publisher was there at this moment.
void note_on_air(db::connection& in, channel_id which, timestamp now);

} // namespace ahimmoyak::live::lectures
