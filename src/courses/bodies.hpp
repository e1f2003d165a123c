#pragma once

#include "courses/course.hpp"
#include "db/connection.hpp"

#include <optional>
#include <string>
#include <string_view>

/// What lessons say that have no file, and how a lesson is changed that somebody has begun.
namespace ahimmoyak::courses {

struct lesson_body {
    std::optional<rich_text> document; ///< of a TEXT
    std::string url;                   ///< of a LINK; empty as long as it has none
    std::string description;           ///< of a LINK, a LIVE, an EXAM
};
BOOST_DESCRIBE_STRUCT(lesson_body, (), (document, url, description))

/// Empty for what says nothing yet. The caller checks whose lesson it is.
lesson_body body_of(db::connection& in, content_id lesson);

/// A lesson of a type that has no file; what it says follows.
content_id add_lesson(db::connection& in, course_id of, curriculum_id to, std::string_view title, content_type type,
                      timestamp now);

/// What is to be said anew; the rest stays.
struct body_change {
    std::optional<rich_text> document;
    std::optional<std::string_view> url;
    std::optional<std::string_view> description;
};
/// The lesson that says so now: the same, or a new one in its place when somebody has begun it.
content_id change_body(db::connection& in, course_id of, content_id which, const body_change& to, timestamp now);

struct changeable_lesson {
    content_id id;
    content_type type = content_type::VIDEO;
};
/// A lesson that may be changed without touching what somebody has begun: itself or, then, a copy that takes
/// its place; the one that was begun stays with those whose training it belongs to. Throws the 404.
changeable_lesson changeable(db::connection& in, course_id of, content_id which, timestamp now);

/// For learning: the lesson was opened; the lessons of the course belong to an offering.
void note_begun(db::connection& in, content_id which);
void note_held(db::connection& in, course_id of);

} // namespace ahimmoyak::courses
