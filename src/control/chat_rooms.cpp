#include "control/chat_rooms.hpp"

#include "chat/room_api.hpp"
#include "chat/room_book.hpp"
#include "chat/word_filter.hpp"
#include "control/channels.hpp"
#include "control/signed.hpp"
#include "live/lectures.hpp"

namespace ahimmoyak::control::chat_rooms {

namespace {

constexpr db::query insert_room{R"(
    INSERT INTO control_room (id, institution_id, name, longest_message, messages_per_second, tags, created_at,
                              updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7))"};
constexpr db::query update_room{R"(
    UPDATE control_room SET name = $1, longest_message = $2, messages_per_second = $3, tags = $4, updated_at = $5
    WHERE id = $6)"};
constexpr db::query erase_room{"DELETE FROM control_room WHERE id = $1"};
constexpr db::query room_by_id{R"(
    SELECT seq, id, institution_id, name, longest_message, messages_per_second, tags, created_at, updated_at
    FROM control_room WHERE id = $1)"};
constexpr db::query page_of_rooms{R"(
    SELECT seq, id, institution_id, name, longest_message, messages_per_second, tags, created_at, updated_at
    FROM control_room WHERE institution_id = $1 AND seq > $2 ORDER BY seq LIMIT $3)"};
constexpr db::query page_of_lecture_rooms{R"(
    SELECT id FROM live_streaming WHERE institution_id = $1 AND id > $2 ORDER BY id LIMIT $3)"};
constexpr db::query count_rooms{"SELECT COUNT(*) FROM control_room WHERE institution_id = $1"};

room seen_room(made_room from)
{
    const channel_id number{-from.seq};
    return {std::move(from), number, false};
}

room seen_room(const live::lecture& from)
{
    const auto number = std::to_string(from.id.value);
    return {
        {0, number, from.institution_id, from.title, 500, 100, "{}", from.created_at, from.updated_at}, from.id, true};
}

std::optional<room> find_room(db::connection& in, institution_id whose, const std::string& id)
{
    if (channel_id number; json::codec<channel_id>::from_text(id, number)) {
        const auto found = live::lectures::find(in, number);
        return found && found->institution_id == whose ? std::optional{seen_room(*found)} : std::nullopt;
    }
    auto found = in.first<made_room>(room_by_id, id);
    return found && found->institution_id == whose ? std::optional{seen_room(*std::move(found))} : std::nullopt;
}

} // namespace

void add(db::connection& in, const made_room& what)
{
    in.run(insert_room, what.id, what.institution_id, what.name, what.longest_message, what.messages_per_second,
           what.tags, what.created_at);
}

void change(db::connection& in, const made_room& what)
{
    in.run(update_room, what.name, what.longest_message, what.messages_per_second, what.tags, what.updated_at, what.id);
}

void remove(db::connection& in, const std::string& id) { in.run(erase_room, id); }

std::int64_t count(db::connection& in, institution_id whose)
{
    return in.first<std::int64_t>(count_rooms, whose).value_or(0);
}

room of(db::connection& in, institution_id whose, std::string_view named)
{
    const auto by_arn = channels::id_in(named, "ivschat", "room");
    auto found = find_room(in, whose, by_arn.value_or(std::string{named.substr(0, 128)}));
    if (!found)
        throw no_such(say("채팅방 {}", "the room {}", std::string{named.substr(0, 128)}));
    return *std::move(found);
}

made_room free_of(db::connection& in, institution_id whose, std::string_view named)
{
    auto found = of(in, whose, named);
    if (found.of_lecture)
        throw conflicting({"이 채팅방은 라이브 강의의 것입니다. 강의 페이지에서 바꾸세요.",
                           "This room is of a live lecture. Change it in the lecture's own pages."});
    return std::move(found.is);
}

std::vector<listed_room> list(db::connection& in, institution_id whose, std::string_view place, std::int64_t most)
{
    const bool in_lectures = place.starts_with("l");
    std::int64_t after = 0;
    if (!place.empty() && ((place[0] != 'c' && place[0] != 'l') || !json::text_to_whole(place.substr(1), after)))
        throw wrong({"이 목록의 nextToken이 아닙니다.", "This nextToken is not of this list."});
    std::vector<listed_room> all;
    if (!in_lectures)
        for (auto& each : in.all<made_room>(page_of_rooms, whose, after, most)) {
            const auto at = "c" + std::to_string(each.seq);
            all.push_back({seen_room(std::move(each)), at});
        }
    const auto left = most - static_cast<std::int64_t>(all.size());
    if (left > 0)
        for (const auto each : in.all<channel_id>(page_of_lecture_rooms, whose, in_lectures ? after : 0, left))
            if (const auto found = live::lectures::find(in, each))
                all.push_back({seen_room(*found), "l" + std::to_string(each.value)});
    return all;
}

std::string arn_of(std::string_view id) { return "arn:aws:ivschat:local:000000000000:room/" + std::string{id}; }

task<> put_rules(chat::module& of, room which)
{
    const auto whose = which.is.institution_id;
    if (which.of_lecture) {
        co_await chat::set_up_room(of, which.number, whose);
        co_return;
    }
    chat::room_rules rules;
    rules.longest_message = static_cast<std::size_t>(which.is.longest_message);
    rules.messages_per_second = static_cast<double>(which.is.messages_per_second);
    rules.institution = whose;
    const auto list = co_await of.db.read([&](db::connection& c) { return chat::room_book::words_of(c, whose); });
    rules.words = std::make_shared<const chat::word_filter>(list.words);
    of.open.set_rules(which.number, std::move(rules));
}

} // namespace ahimmoyak::control::chat_rooms
