#pragma once

#include "learning/progress.hpp"
#include "learning/study.hpp"
#include "offerings/enrolments.hpp"
#include "videos/video.hpp"

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
    std::int64_t started_count = 0;    ///< lessons the trainee has opened
    std::int64_t completed_count = 0;  ///< lessons with full progress
    std::int64_t progress_percent = 0; ///< as the offering's rules count it
    std::int64_t credited_seconds = 0;
    std::int64_t approved_seconds = 0;                  ///< what full progress takes
    std::optional<courses::content_id> next_content_id; ///< where to go on; none when all is seen
    std::optional<std::string> next_content_title;
    std::optional<std::string> image_url;
};
BOOST_DESCRIBE_STRUCT(my_course, (),
                      (course_provide_id, course_id, title, introduction, instructor, institution_name, state,
                       begin_date, end_date, content_count, started_count, completed_count, progress_percent,
                       credited_seconds, approved_seconds, next_content_id, next_content_title, image_url))

enum class lesson_state : std::uint8_t { NOT_STARTED, STARTED, COMPLETED };
BOOST_DESCRIBE_ENUM(lesson_state, NOT_STARTED, STARTED, COMPLETED)

struct my_content {
    courses::content_id id;
    std::string title;
    courses::content_type type = courses::content_type::VIDEO;
    std::optional<std::int64_t> time_amount_seconds;
    std::int64_t position_seconds = 0; ///< where to resume
    lesson_state state = lesson_state::NOT_STARTED;
    std::int64_t credited_seconds = 0;
    std::int64_t approved_seconds = 0; ///< what full progress takes
    std::int64_t progress_percent = 0;
    bool open = true; ///< false: the lesson before has not enough progress yet
};
BOOST_DESCRIBE_STRUCT(my_content, (),
                      (id, title, type, time_amount_seconds, position_seconds, state, credited_seconds,
                       approved_seconds, progress_percent, open))

struct my_curriculum {
    courses::curriculum_id id;
    std::string title;
    std::vector<my_content> contents;
};
BOOST_DESCRIBE_STRUCT(my_curriculum, (), (id, title, contents))

struct my_course_detail : my_course {
    std::optional<courses::rich_text> introduction_document;
    std::vector<my_curriculum> curriculums;
    versioned_rules measured_by;
};
BOOST_DESCRIBE_STRUCT(my_course_detail, (my_course), (introduction_document, curriculums, measured_by))

/// A lesson with what it takes to play or show it.
struct content_detail {
    courses::content_id id;
    std::string title;
    courses::content_type type = courses::content_type::VIDEO;
    std::string url;       ///< of a file: signed, good for some hours, takes ranges; of a LINK: where it leads
    std::string mime_type; ///< empty for what has no file
    std::int64_t size_bytes = 0;
    std::optional<std::int64_t> time_amount_seconds;
    std::int64_t position_seconds = 0;
    courses::course_id course_id;
    std::string course_title;
    std::optional<offerings::course_provide_id> course_provide_id; ///< none in a manager's preview
    std::optional<courses::content_id> previous_content_id;
    std::optional<courses::content_id> next_content_id;
    std::optional<lesson_study> study;     ///< what a trainee has earned of it so far
    std::optional<videos::playable> video; ///< how to play it, once the product knows the video; the cookie opens it
    std::optional<courses::rich_text> document; ///< of a TEXT
    std::string description;                    ///< of a LINK, a LIVE, an EXAM
};
BOOST_DESCRIBE_STRUCT(content_detail, (),
                      (id, title, type, url, mime_type, size_bytes, time_amount_seconds, position_seconds, course_id,
                       course_title, course_provide_id, previous_content_id, next_content_id, study, video, document,
                       description))

/// A lesson and what the trainee did with it, as far as "where do I go on" needs it.
struct seen_lesson {
    courses::content_id id;
    std::string title;
    courses::content_type type = courses::content_type::VIDEO;
    std::optional<std::int64_t> time_amount_seconds;
    std::optional<std::int64_t> progress; ///< where to resume, in seconds; none: never opened
    std::optional<timestamp> touched_at;
    std::int64_t credited_ms = 0;
    std::int64_t reached_ms = 0;
};
BOOST_DESCRIBE_STRUCT(seen_lesson, (),
                      (id, title, type, time_amount_seconds, progress, touched_at, credited_ms, reached_ms))

lesson_figures figures_of(const seen_lesson& lesson, const rule_set& by);

/// The lesson to go on with: the one touched last while it is a video that has not been played to its
/// end (its last 5 %) or has not earned what opens the next, else the one after it, else the first never
/// opened. The lessons are in order.
const seen_lesson* next_lesson(const std::vector<seen_lesson>& lessons, const rule_set& by);

} // namespace ahimmoyak::learning
