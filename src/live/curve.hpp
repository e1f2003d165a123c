#pragma once

#include "live/attendance.hpp"

#include <vector>

namespace ahimmoyak::live {

/// What happened within one minute of a lecture.
struct lecture_minute {
    timestamp at{};
    std::int64_t present_count = 0; ///< trainees who were there for any part of it
    std::int64_t answer_count = 0;  ///< answers to quizzes
    std::int64_t message_count = 0; ///< of the chat
};
BOOST_DESCRIBE_STRUCT(lecture_minute, (), (at, present_count, answer_count, message_count))

/// Minute 0 of a lecture's presence: the full minute in which its picture began.
timestamp first_minute(timestamp on_since);

/// Every minute from the first picture to the end, or to now.
std::vector<lecture_minute> curve_of(db::connection& in, const lecture& which, const std::vector<presence>& seen,
                                     timestamp now);

} // namespace ahimmoyak::live
