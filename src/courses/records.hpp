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

course_id add_course(db::connection& in, institution_id of, std::string_view title, std::string_view introduction,
                     std::string_view instructor, timestamp now);

/// Every change of a course begins with this: it makes the next version, and throws the 404, or the
/// 412 when the change is based on another version than the current one.
void begin_change(db::connection& in, institution_id of, course_id which, std::optional<std::int64_t> based_on,
                  timestamp now);

void change_course(db::connection& in, course_id which, std::string_view title, std::string_view introduction,
                   std::string_view instructor);
/// Throws db::foreign_key_violation when the course was ever offered.
void remove_course(db::connection& in, institution_id of, course_id which);
/// The state machine; an illegal step is a 409, and so is AVAILABLE without a lesson.
void change_state(db::connection& in, course_id which, course_state to);

void add_curriculum(db::connection& in, course_id to, std::string_view title, timestamp now);
void rename_curriculum(db::connection& in, course_id of, curriculum_id which, std::string_view title, timestamp now);
/// With its lessons. Throws db::foreign_key_violation when somebody has begun one of them.
void remove_curriculum(db::connection& in, course_id of, curriculum_id which);

/// What a curriculum shows of a lesson's file.
struct file_facts {
    std::optional<std::int64_t> time_amount_seconds;
    std::string_view origin_name;
    std::int64_t size_bytes = 0;
};
content_id add_content(db::connection& in, course_id of, curriculum_id to, std::string_view title, content_type type,
                       const file_facts& file, timestamp now);
void replace_content(db::connection& in, course_id of, curriculum_id within, content_id which, std::string_view title,
                     content_type type, const file_facts& file, timestamp now);
void rename_content(db::connection& in, course_id of, content_id which, std::string_view title, timestamp now);
/// Throws db::foreign_key_violation when somebody has begun it.
void remove_content(db::connection& in, course_id of, content_id which);

/// The chapters and their lessons, in the wished order: each exactly once, or it is a 422.
struct chapter_order {
    curriculum_id id;
    std::vector<content_id> contents;
};
void reorder(db::connection& in, course_id which, const std::vector<chapter_order>& wished, timestamp now);

} // namespace ahimmoyak::courses
