#pragma once

#include "boards/events.hpp"
#include "db/connection.hpp"

#include <string>
#include <vector>

/// Whom the events of boards concern: asked in the transaction that tells them.
namespace ahimmoyak::boards {

/// What somebody is told of a post.
struct post_told {
    board_id id;
    board_type type{};
    std::string title;
    ahimmoyak::institution_id institution_id;
    courses::course_id course_id;
    std::string course_title;
    std::string institution_name;
    user_id author;
};
BOOST_DESCRIBE_STRUCT(post_told, (),
                      (id, type, title, institution_id, course_id, course_title, institution_name, author))

/// Nothing when it was deleted meanwhile.
std::optional<post_told> told_of(db::connection& in, board_id which);

/// Who reads the notice: the trainees of its offering, or of all offerings of its course that are not over.
std::vector<user_id> readers_of(db::connection& in, const posted& what);

/// Who asked, and the trainees who have written in the thread; without who has just written.
std::vector<user_id> thread_of(db::connection& in, const commented& what);

} // namespace ahimmoyak::boards
