#pragma once

#include "base/caller.hpp"
#include "base/values.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak {

struct channel_tag;
/// A live lecture and what belongs to it: its broadcast, its chat room, its quizzes.
using channel_id = id<channel_tag>;

// As in offerings/offering.hpp, which only the roster of the real offerings includes.
namespace offerings {
struct course_provide_tag;
struct enrollment_tag;
using course_provide_id = id<course_provide_tag>;
using enrollment_id = id<enrollment_tag>;
} // namespace offerings

namespace courses {
struct content_tag;
using content_id = id<content_tag>;
} // namespace courses

namespace live {

using offerings::course_provide_id;
using offerings::enrollment_id;

/// CREATED → ON → END; CREATED → CANCELED.
enum class lecture_status : std::uint8_t { CREATED, ON, CANCELED, END };
BOOST_DESCRIBE_ENUM(lecture_status, CREATED, ON, CANCELED, END)

/// A lecture as it is kept. The stream key is shown to its institution only, and never logged.
struct lecture {
    channel_id id;
    live::course_provide_id course_provide_id;
    ahimmoyak::institution_id institution_id;
    std::string title;
    std::string instructor;
    std::string course; ///< the course's title when the lecture was planned
    timestamp start_time{};
    timestamp end_time{};
    lecture_status state = lecture_status::CREATED;
    std::string stream_key;
    std::optional<timestamp> started_at; ///< the first picture
    std::optional<timestamp> on_air_at;  ///< when a publisher was last seen
    std::optional<timestamp> ended_at;
    bool attendance_final = false;
    timestamp created_at{};
    timestamp updated_at{};
    std::optional<courses::content_id> content_id; ///< the lesson of the course that it is held for
    bool record = true;                            ///< its broadcast is kept

    bool over() const { return state == lecture_status::END || state == lecture_status::CANCELED; }
};
BOOST_DESCRIBE_STRUCT(lecture, (),
                      (id, course_provide_id, institution_id, title, instructor, course, start_time, end_time, state,
                       stream_key, started_at, on_air_at, ended_at, attendance_final, created_at, updated_at,
                       content_id, record))

} // namespace live

} // namespace ahimmoyak
