#include "chat/room_book.hpp"

#include "base/problem.hpp"
#include "chat/history.hpp"
#include "json/codec.hpp"

namespace ahimmoyak::chat::room_book {

namespace {

constexpr db::query slow_mode_of{"SELECT slow_mode_seconds FROM chat_room WHERE channel_id = $1"};
constexpr db::query put_slow_mode{R"(
    INSERT INTO chat_room (channel_id, slow_mode_seconds, created_at, updated_at) VALUES ($1, $2, $3, $3)
    ON CONFLICT (channel_id) DO UPDATE SET slow_mode_seconds = $2, updated_at = $3)"};
constexpr db::query put_pin{R"(
    INSERT INTO chat_room (channel_id, slow_mode_seconds, pinned_id, created_at, updated_at) VALUES ($1, 0, $2, $3, $3)
    ON CONFLICT (channel_id) DO UPDATE SET pinned_id = $2, updated_at = $3)"};
constexpr db::query pinned_message{R"(
    SELECT m.id, m.user_id, m.sender_name, m.role, m.content, m.sent_at, m.outside_id
    FROM chat_room r JOIN chat_message m ON m.id = r.pinned_id AND m.channel_id = r.channel_id
    WHERE r.channel_id = $1)"};
constexpr db::query marks_of{R"(
    SELECT message_id FROM chat_mark WHERE channel_id = $1 ORDER BY created_at DESC, message_id LIMIT 1000)"};
constexpr db::query put_mark{R"(
    INSERT INTO chat_mark (channel_id, message_id, created_at, updated_at) VALUES ($1, $2, $3, $3)
    ON CONFLICT (channel_id, message_id) DO NOTHING)"};
constexpr db::query take_mark{"DELETE FROM chat_mark WHERE channel_id = $1 AND message_id = $2"};
constexpr db::query message_there{"SELECT id FROM chat_message WHERE channel_id = $1 AND id = $2"};

struct kept_words {
    std::string words;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(kept_words, (), (words, version))
constexpr db::query words_by_institution{"SELECT words, version FROM chat_words WHERE institution_id = $1"};
constexpr db::query insert_words{R"(
    INSERT INTO chat_words (institution_id, words, version, created_at, updated_at) VALUES ($1, $2, 1, $3, $3)
    ON CONFLICT (institution_id) DO NOTHING)"};
constexpr db::query update_words{R"(
    UPDATE chat_words SET words = $1, version = version + 1, updated_at = $2
    WHERE institution_id = $3 AND version = $4)"};

} // namespace

std::int64_t slow_mode(db::connection& in, channel_id room)
{
    return in.first<std::int64_t>(slow_mode_of, room).value_or(0);
}

void set_slow_mode(db::connection& in, channel_id room, std::int64_t seconds, timestamp now)
{
    in.run(put_slow_mode, room, seconds, now);
}

std::optional<chat_message> pinned(db::connection& in, channel_id room)
{
    const auto found = in.first<kept_message>(pinned_message, room);
    return found ? std::optional{found->shown()} : std::nullopt;
}

void pin(db::connection& in, channel_id room, const std::optional<std::string>& message, timestamp now)
{
    in.run(put_pin, room, message, now);
}

std::vector<std::string> marked(db::connection& in, channel_id room) { return in.all<std::string>(marks_of, room); }

void mark(db::connection& in, channel_id room, const std::string& message, bool is_question, timestamp now)
{
    if (is_question)
        in.run(put_mark, room, message, now);
    else
        in.run(take_mark, room, message);
}

bool has(db::connection& in, channel_id room, const std::string& message)
{
    return in.first<std::string>(message_there, room, message).has_value();
}

word_list words_of(db::connection& in, institution_id whose)
{
    const auto found = in.first<kept_words>(words_by_institution, whose);
    return found ? word_list{json::decode<std::vector<std::string>>(found->words), found->version} : word_list{};
}

word_list set_words(db::connection& in, institution_id whose, const std::vector<std::string>& words,
                    std::optional<std::int64_t> based_on, timestamp now)
{
    const auto before = words_of(in, whose);
    const auto text = json::encode(words);
    const bool same = !based_on || *based_on == before.version;
    const auto changed = !same                 ? 0
                         : before.version == 0 ? in.run(insert_words, whose, text, now)
                                               : in.run(update_words, text, now, whose, before.version);
    if (changed == 0)
        throw problem{412,
                      "words_changed",
                      {"그사이 다른 사람이 목록을 바꿨습니다. 다시 불러와 고치세요.",
                       "Somebody else has changed the list meanwhile. Load it again, then change it."}};
    return {words, before.version + 1};
}

} // namespace ahimmoyak::chat::room_book
