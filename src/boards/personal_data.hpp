#pragma once

#include "boards/board.hpp"
#include "db/connection.hpp"

/// What this module keeps of a trainee, for the trainee.
namespace ahimmoyak::boards {

struct own_writing {
    std::string course;
    std::string kind; ///< NOTICE, QNA or COMMENT
    std::optional<std::string> title;
    std::string text;
    std::vector<attached_file> files;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(own_writing, (), (course, kind, title, text, files, created_at))

/// Posts and comments, the latest 10,000 of each.
std::vector<own_writing> written_by(db::connection& in, user_id who);

/// What was deleted before goes with the account; what others answered to stays, without a name.
void erase_deleted_of(db::connection& in, user_id who);

} // namespace ahimmoyak::boards
