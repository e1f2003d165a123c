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

} // namespace ahimmoyak::live
