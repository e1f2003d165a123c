#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"

#include <string>
#include <vector>

/// What a person said in rooms, for the person.
namespace ahimmoyak::chat {

struct own_message {
    std::int64_t lecture_id = 0;
    std::string content;
    timestamp sent_at{};
};
BOOST_DESCRIBE_STRUCT(own_message, (), (lecture_id, content, sent_at))

/// The latest 10,000 that are written.
std::vector<own_message> said_by(db::connection& in, user_id who);

/// What was said stays where others answered it, without a name.
void erase_name_of(db::connection& in, user_id who);

} // namespace ahimmoyak::chat
