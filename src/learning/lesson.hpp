#pragma once

#include "offerings/enrolments.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::learning {

/// A course as its trainee sees it in the list.
struct my_course {
    offerings::course_provide_id course_provide_id;
    courses::course_id course_id;
    std::string title;
    std::string introduction;
    std::string instructor;
    std::string institution_name;
    offerings::course_provide_state state = offerings::course_provide_state::NOT_STARTED;
    date begin_date;
    date end_date;
    std::int64_t content_count = 0;
    std::int64_t started_count = 0;                     ///< lessons the trainee has opened
    std::optional<courses::content_id> next_content_id; ///< where to go on; none when all is seen
    std::optional<std::string> next_content_title;
};
BOOST_DESCRIBE_STRUCT(my_course, (),
                      (course_provide_id, course_id, title, introduction, instructor, institution_name, state,
                       begin_date, end_date, content_count, started_count, next_content_id, next_content_title))

enum class lesson_state : std::uint8_t { NOT_STARTED, STARTED };
BOOST_DESCRIBE_ENUM(lesson_state, NOT_STARTED, STARTED)

struct my_content {
    courses::content_id id;
    std::string title;
    courses::content_type type = courses::content_type::VIDEO;
    std::optional<std::int64_t> time_amount_seconds;
    std::int64_t position_seconds = 0; ///< where to resume
    lesson_state state = lesson_state::NOT_STARTED;
};
BOOST_DESCRIBE_STRUCT(my_content, (), (id, title, type, time_amount_seconds, position_seconds, state))

struct my_curriculum {
    courses::curriculum_id id;
    std::string title;
    std::vector<my_content> contents;
};
BOOST_DESCRIBE_STRUCT(my_curriculum, (), (id, title, contents))

struct my_course_detail : my_course {
    std::vector<my_curriculum> curriculums;
};
BOOST_DESCRIBE_STRUCT(my_course_detail, (my_course), (curriculums))

/// A lesson with what it takes to play or show it.
struct content_detail {
    courses::content_id id;
    std::string title;
    courses::content_type type = courses::content_type::VIDEO;
    std::string url; ///< signed, good for some hours, takes ranges
    std::string mime_type;
    std::int64_t size_bytes = 0;
    std::optional<std::int64_t> time_amount_seconds;
    std::int64_t position_seconds = 0;
    courses::course_id course_id;
    std::string course_title;
    std::optional<offerings::course_provide_id> course_provide_id; ///< none in a manager's preview
    std::optional<courses::content_id> previous_content_id;
    std::optional<courses::content_id> next_content_id;
};
BOOST_DESCRIBE_STRUCT(content_detail, (),
                      (id, title, type, url, mime_type, size_bytes, time_amount_seconds, position_seconds, course_id,
                       course_title, course_provide_id, previous_content_id, next_content_id))

/// A lesson and what the trainee did with it, as far as "where do I go on" needs it.
struct seen_lesson {
    courses::content_id id;
    std::string title;
    courses::content_type type = courses::content_type::VIDEO;
    std::optional<std::int64_t> time_amount_seconds;
    std::optional<std::int64_t> progress; ///< none: never opened
    std::optional<timestamp> touched_at;
};
BOOST_DESCRIBE_STRUCT(seen_lesson, (), (id, title, type, time_amount_seconds, progress, touched_at))

/// The lesson to go on with: the one touched last while it is a video that has not been played to its
/// end (its last 5 %), else the one after it, else the first never opened. The lessons are in order.
const seen_lesson* next_lesson(const std::vector<seen_lesson>& lessons);

} // namespace ahimmoyak::learning
