#include "chat/replay.hpp"

namespace ahimmoyak::chat {

static constexpr db::query page_of_room{R"(
    SELECT seq, id, user_id AS sender, sender_name, role, content, sent_at
    FROM chat_message WHERE channel_id = $1 AND seq > $2 ORDER BY seq LIMIT $3)"};

static constexpr db::query messages_of_minutes{R"(
    SELECT sent_at / 60000 AS minute, COUNT(*) AS count FROM chat_message
    WHERE channel_id = $1 GROUP BY sent_at / 60000 ORDER BY 1)"};

std::vector<said_message> said_after(db::connection& in, channel_id room, std::int64_t after, std::int64_t most)
{
    return in.all<said_message>(page_of_room, room, after, most);
}

std::vector<messages_in_minute> messages_by_minute(db::connection& in, channel_id room)
{
    return in.all<messages_in_minute>(messages_of_minutes, room);
}

} // namespace ahimmoyak::chat
