#pragma once

#include "chat/message.hpp"
#include "db/connection.hpp"

#include <vector>

/// What was said in a room and not deleted, for who looks back at it. Each runs inside of a transaction; what was said
/// within the last quarter of a second may still be missing.
namespace ahimmoyak::chat {

struct said_message {
    std::int64_t seq = 0;
    std::string id;
    user_id sender;
    std::string sender_name;
    ahimmoyak::role role = role::NORMAL;
    std::string content;
    timestamp sent_at{};
};
BOOST_DESCRIBE_STRUCT(said_message, (), (seq, id, sender, sender_name, role, content, sent_at))
/// Those behind `after`, in the order said.
std::vector<said_message> said_after(db::connection& in, channel_id room, std::int64_t after, std::int64_t most);

/// How many messages came within a minute, which is counted from 1970.
struct messages_in_minute {
    std::int64_t minute = 0;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(messages_in_minute, (), (minute, count))
std::vector<messages_in_minute> messages_by_minute(db::connection& in, channel_id room);

} // namespace ahimmoyak::chat
