#pragma once

#include "live/lecture.hpp"

#include <string>
#include <string_view>
#include <vector>

// What others may hear of live lectures. Each is written in the transaction of its change, with the
// aggregate "live:<id>", and carries what a listener needs to tell people.

namespace ahimmoyak::live {

/// What every one of them begins with.
struct lecture_told {
    ahimmoyak::channel_id channel_id;
    live::course_provide_id course_provide_id;
    std::string title;
    std::string course;
    timestamp start_time{};
    std::vector<user_id> trainees; ///< the users enrolled in the offering at that moment
};
BOOST_DESCRIBE_STRUCT(lecture_told, (), (channel_id, course_provide_id, title, course, start_time, trainees))

/// A manager has planned a lecture.
struct planned : lecture_told {
    static constexpr std::string_view event_name = "live.planned";
};
BOOST_DESCRIBE_STRUCT(planned, (lecture_told), ())

/// The first picture of a lecture arrived.
struct started : lecture_told {
    static constexpr std::string_view event_name = "live.started";
};
BOOST_DESCRIBE_STRUCT(started, (lecture_told), ())

/// A lecture is over: its manager ended it, or its broadcast stayed away.
struct ended : lecture_told {
    static constexpr std::string_view event_name = "live.ended";
};
BOOST_DESCRIBE_STRUCT(ended, (lecture_told), ())

/// A lecture that had not begun will not take place.
struct canceled : lecture_told {
    static constexpr std::string_view event_name = "live.canceled";
};
BOOST_DESCRIBE_STRUCT(canceled, (lecture_told), ())

/// A lecture that was never on the air is deleted.
struct removed : lecture_told {
    static constexpr std::string_view event_name = "live.removed";
};
BOOST_DESCRIBE_STRUCT(removed, (lecture_told), ())

/// The attendance of a lecture is computed and final.
struct attended : lecture_told {
    static constexpr std::string_view event_name = "live.attended";
};
BOOST_DESCRIBE_STRUCT(attended, (lecture_told), ())

} // namespace ahimmoyak::live
