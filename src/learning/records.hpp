#pragma once

#include "db/connection.hpp"
#include "learning/lesson.hpp"

#include <optional>
#include <vector>

/// What is kept of a trainee's way, in the caller's transaction.
namespace ahimmoyak::learning {

/// The trainee's courses with their company of today, newest first, below the id `before`.
std::vector<my_course> courses_of(db::connection& in, user_id of, company_id company, std::int64_t before,
                                  std::int64_t most);

/// One of them with its lessons, or the 404.
my_course_detail course_of(db::connection& in, user_id of, company_id company, offerings::course_provide_id which);

/// A lesson and the course that it belongs to.
struct placed_lesson {
    courses::content_id id;
    std::string title;
    courses::content_type type = courses::content_type::VIDEO;
    std::optional<std::int64_t> time_amount_seconds;
    courses::course_id course_id;
    std::string course_title;
    ahimmoyak::institution_id institution_id;
};
BOOST_DESCRIBE_STRUCT(placed_lesson, (),
                      (id, title, type, time_amount_seconds, course_id, course_title, institution_id))
/// Any lesson by its id, or the 404. The caller checks whose it is.
placed_lesson find_lesson(db::connection& in, courses::content_id which);

/// The course's lessons in their order.
std::vector<courses::content_id> lessons_of(db::connection& in, courses::course_id of);

/// The course's lessons in their order with what the trainee of the offering has of each.
std::vector<seen_lesson> lessons_seen(db::connection& in, user_id of, offerings::course_provide_id which);

std::int64_t position_of(db::connection& in, offerings::enrollment_id of, courses::content_id in_lesson);
void set_position(db::connection& in, offerings::enrollment_id of, courses::content_id in_lesson, std::int64_t seconds,
                  timestamp now);

} // namespace ahimmoyak::learning
