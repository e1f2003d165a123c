#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::live {

/// When a trainee was at a lecture, for the trainee.
struct own_presence {
    std::string lecture;
    std::string course;
    timestamp first_seen_at{};
    timestamp last_seen_at{};
    std::int64_t present_ms = 0;
};
BOOST_DESCRIBE_STRUCT(own_presence, (), (lecture, course, first_seen_at, last_seen_at, present_ms))

/// The latest 10,000. They stay when the account goes: they are the record of the training.
std::vector<own_presence> presences_of(db::connection& in, user_id who);

/// A recording that somebody watched, for them.
struct own_recording {
    std::string lecture;
    std::string course;
    std::int64_t position_ms = 0; ///< where they left it
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(own_recording, (), (lecture, course, position_ms, updated_at))

/// The latest 10,000.
std::vector<own_recording> recordings_watched_by(db::connection& in, user_id who);
void erase_recording_places_of(db::connection& in, user_id who);

} // namespace ahimmoyak::live
