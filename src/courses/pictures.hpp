#pragma once

#include "courses/course.hpp"
#include "courses/picture.hpp"
#include "db/connection.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The pictures of courses, in the caller's transaction. Who has a picture's address may see it: the address
/// has a key that nobody can guess, and another picture has another.
namespace ahimmoyak::courses {

/// Throws the 422 for what is no picture that browsers show, or is larger than a page makes it.
picture_facts usable_picture(std::string_view bytes);

struct kept_picture {
    std::string access_key;
    std::string mime_type;
    db::blob bytes;
};
BOOST_DESCRIBE_STRUCT(kept_picture, (), (access_key, mime_type, bytes))

std::optional<kept_picture> picture_of(db::connection& in, course_id which);
void set_picture(db::connection& in, course_id which, std::string_view mime_type, std::string_view bytes,
                 timestamp now);
void remove_picture(db::connection& in, course_id which);

} // namespace ahimmoyak::courses
