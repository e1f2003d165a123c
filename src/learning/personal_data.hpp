#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::learning {

/// Where a trainee was in a lesson, for the trainee.
struct own_lesson {
    std::string course;
    std::string lesson;
    std::int64_t position_seconds = 0;
    timestamp first_at{};
    timestamp last_at{};
};
BOOST_DESCRIBE_STRUCT(own_lesson, (), (course, lesson, position_seconds, first_at, last_at))

/// The latest 10,000. They stay when the account goes: they are the record of the training.
std::vector<own_lesson> lessons_seen_by(db::connection& in, user_id who);

} // namespace ahimmoyak::learning
