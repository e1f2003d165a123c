#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::learning {

/// Where a trainee was in a lesson and what it earned, for the trainee.
struct own_lesson {
    std::string course;
    std::string lesson;
    std::int64_t position_seconds = 0;
    std::int64_t credited_ms = 0;
    std::int64_t spent_ms = 0;
    timestamp first_at{};
    timestamp last_at{};
};
BOOST_DESCRIBE_STRUCT(own_lesson, (), (course, lesson, position_seconds, credited_ms, spent_ms, first_at, last_at))

/// The latest 10,000. They stay when the account goes: they are the record of the training.
std::vector<own_lesson> lessons_seen_by(db::connection& in, user_id who);

/// A page with a lesson open: when, from where and on what, and what it played (learning/journal.hpp).
struct own_viewing {
    std::string lesson;
    timestamp opened_at{};
    std::string address;
    std::string device;
    std::string played;
};
BOOST_DESCRIBE_STRUCT(own_viewing, (), (lesson, opened_at, address, device, played))

/// The latest 10,000. They are evidence of the training, and stay with it.
std::vector<own_viewing> viewings_of(db::connection& in, user_id who);

/// An attempt to prove who one is, before a lesson.
struct own_identity_check {
    std::string lesson;
    timestamp at{};
    std::string method;
    std::string result;
    std::string address;
    std::string device;
};
BOOST_DESCRIBE_STRUCT(own_identity_check, (), (lesson, at, method, result, address, device))

/// The latest 10,000. They are evidence of the training, and stay with it.
std::vector<own_identity_check> own_identity_checks(db::connection& in, user_id who);

} // namespace ahimmoyak::learning
