#pragma once

#include "courses/course.hpp"
#include "courses/events.hpp"
#include "db/connection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is kept of courses, with its rules. Everything runs in the caller's transaction and is scoped
/// by the institution: what is another's is not found (a 404 problem).
namespace ahimmoyak::courses {

inline constexpr std::size_t most_curriculums = 200;
inline constexpr std::size_t most_contents = 500; ///< of one curriculum

/// The whole course, or the 404.
course read_course(db::connection& in, institution_id of, course_id which);
/// The chapters with their lessons, in order, whosever they are.
std::vector<curriculum> read_curriculums(db::connection& in, course_id of);

/// What a course says of itself. The document, when there is one, is the introduction with its form.
struct course_text {
    std::string_view title;
    std::string_view introduction;
    std::string_view instructor;
    std::optional<rich_text> introduction_document{};
};
course_id add_course(db::connection& in, institution_id of, const course_text& what, timestamp now);

/// Every change of a course begins with this: it makes the next version, and throws the 404, or the
/// 412 when the change is based on another version than the current one.
void begin_change(db::connection& in, institution_id of, course_id which, std::optional<std::int64_t> based_on,
                  timestamp now);

void change_course(db::connection& in, course_id which, const course_text& what);
/// Throws db::foreign_key_violation when the course was ever offered.
void remove_course(db::connection& in, institution_id of, course_id which);
/// The state machine; an illegal step is a 409, and so is AVAILABLE while something is missing (findings.hpp).
void change_state(db::connection& in, course_id which, course_state to);

void add_curriculum(db::connection& in, course_id to, std::string_view title, timestamp now);
void rename_curriculum(db::connection& in, course_id of, curriculum_id which, std::string_view title, timestamp now);
/// With its lessons.
void remove_curriculum(db::connection& in, course_id of, curriculum_id which, timestamp now);
/// Back where it was, with the lessons that went with it. A 404 when it is not removed or gone for good.
void restore_curriculum(db::connection& in, course_id of, curriculum_id which, timestamp now);

/// What a curriculum shows of a lesson's file.
struct file_facts {
    std::optional<std::int64_t> time_amount_seconds;
    std::string_view origin_name;
    std::int64_t size_bytes = 0;
};
content_id add_content(db::connection& in, course_id of, curriculum_id to, std::string_view title, content_type type,
                       const file_facts& file, timestamp now);
/// The lesson that has the file now: the same, or a new one in its place when somebody has begun it.
content_id replace_content(db::connection& in, course_id of, curriculum_id within, content_id which,
                           std::string_view title, content_type type, const file_facts& file, timestamp now);
void rename_content(db::connection& in, course_id of, content_id which, std::string_view title, timestamp now);
void remove_content(db::connection& in, course_id of, content_id which, timestamp now);
void restore_content(db::connection& in, course_id of, content_id which, timestamp now);

/// Forgets what was removed before then and belongs to nobody's training; its files hear of it. Answers
/// how many lessons.
std::int64_t forget_removed(db::connection& in, timestamp before);

/// The chapters and their lessons, in the wished order: each exactly once, or it is a 422.
struct chapter_order {
    curriculum_id id;
    std::vector<content_id> contents;
};
void reorder(db::connection& in, course_id which, const std::vector<chapter_order>& wished, timestamp now);

} // namespace ahimmoyak::courses
