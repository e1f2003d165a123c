#include "chat/personal_data.hpp"

namespace ahimmoyak::chat {

namespace {

constexpr db::query all_of{R"(
    SELECT channel_id AS lecture_id, content, sent_at FROM chat_message
    WHERE user_id = $1 ORDER BY seq DESC LIMIT 10000)"};
constexpr db::query erase_name{"UPDATE chat_message SET sender_name = '' WHERE user_id = $1"};

} // namespace

std::vector<own_message> said_by(db::connection& in, user_id who) { return in.all<own_message>(all_of, who); }

void erase_name_of(db::connection& in, user_id who) { in.run(erase_name, who); }

} // namespace ahimmoyak::chat
