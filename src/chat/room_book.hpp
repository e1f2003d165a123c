#pragma once

#include "chat/message.hpp"
#include "db/connection.hpp"

#include <optional>
#include <string>
#include <vector>

/// What the staff set of rooms, and the words of institutions. Inside of a transaction.
namespace ahimmoyak::chat::room_book {

std::int64_t slow_mode(db::connection& in, channel_id room);
void set_slow_mode(db::connection& in, channel_id room, std::int64_t seconds, timestamp now);

/// The message that stands above the others, if it is still there.
std::optional<chat_message> pinned(db::connection& in, channel_id room);
/// Nothing: no message is pinned any more.
void pin(db::connection& in, channel_id room, const std::optional<std::string>& message, timestamp now);

/// The questions among the messages, at most 1,000 of the newest.
std::vector<std::string> marked(db::connection& in, channel_id room);
void mark(db::connection& in, channel_id room, const std::string& message, bool is_question, timestamp now);
/// Whether the message is written, and not deleted.
bool has(db::connection& in, channel_id room, const std::string& message);

struct word_list {
    std::vector<std::string> words;
    std::int64_t version = 0;
};
word_list words_of(db::connection& in, institution_id whose);
/// Throws the 412 when `based_on` is another version.
word_list set_words(db::connection& in, institution_id whose, const std::vector<std::string>& words,
                    std::optional<std::int64_t> based_on, timestamp now);

} // namespace ahimmoyak::chat::room_book
