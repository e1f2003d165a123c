#include "chat/room_api.hpp"

#include "base/problem.hpp"
#include "chat/room_book.hpp"
#include "chat/word_filter.hpp"
#include "http/endpoint.hpp"

#include <set>

namespace ahimmoyak::chat {

namespace {

using channel_path = http::path<"channelId", channel_id>;
using message_path = http::path<"messageId", text<1, 128>>;

/// A room as the caller sees it: who raised a hand is for the staff, but for one's own.
struct chat_room_state {
    std::int64_t slow_mode_seconds = 0;
    std::optional<chat_message> pinned;
    std::vector<std::string> questions; ///< ids of messages
    std::vector<raised_hand> hands;
    bool hand_raised = false;
    bool moderates = false;
};
BOOST_DESCRIBE_STRUCT(chat_room_state, (), (slow_mode_seconds, pinned, questions, hands, hand_raised, moderates))

struct chat_room_change {
    whole<0, 300> slow_mode_seconds;
};
BOOST_DESCRIBE_STRUCT(chat_room_change, (), (slow_mode_seconds))

struct new_pin {
    text<1, 128> message_id;
};
BOOST_DESCRIBE_STRUCT(new_pin, (), (message_id))

struct blocked_words {
    std::vector<std::string> words;
};
BOOST_DESCRIBE_STRUCT(blocked_words, (), (words))

struct new_blocked_words {
    json::list<text<1, 50>, 0, word_filter::most_words> words;
};
BOOST_DESCRIBE_STRUCT(new_blocked_words, (), (words))

// Every page in the room reads its state again at this.
void tell_room(module& m, channel_id room) { m.open.announce(room, "ahimmoyak:ROOM", {}); }

// Only the staff's pages: five thousand need not hear of each hand.
void tell_staff(module& m, channel_id room)
{
    if (m.tell_pages)
        m.tell_pages("live:" + std::to_string(room.value) + ":staff", "hands",
                     "{\"channelId\":" + std::to_string(room.value) + "}");
}

task<room_gate::admission> admit_staff(module& m, caller who, channel_id room)
{
    auto admitted = co_await m.gate.admit(who, room);
    if (!admitted.moderates)
        throw forbidden();
    co_return admitted;
}

task<chat_room_state> state_for(module& m, caller who, channel_id room, bool moderates)
{
    chat_room_state seen;
    co_await m.db.read([&](db::connection& c) {
        seen.slow_mode_seconds = room_book::slow_mode(c, room);
        seen.pinned = room_book::pinned(c, room);
        seen.questions = room_book::marked(c, room);
    });
    if (moderates)
        seen.hands = m.raised.of(room);
    seen.hand_raised = m.raised.is_up(room, who.user);
    seen.moderates = moderates;
    co_return seen;
}

task<chat_room_state> show_room(module& m, caller who, channel_path channel)
{
    const auto admitted = co_await m.gate.admit(who, channel.value);
    co_return co_await state_for(m, who, channel.value, admitted.moderates);
}

task<chat_room_state> change_room(module& m, caller who, channel_path channel, http::body<chat_room_change> to)
{
    const auto admitted = co_await admit_staff(m, who, channel.value);
    const auto now = m.time.now();
    const auto seconds = to->slow_mode_seconds.value;
    co_await m.db.write([&](db::connection& c) { room_book::set_slow_mode(c, channel.value, seconds, now); });
    co_await set_up_room(m, channel.value, admitted.institution);
    tell_room(m, channel.value);
    co_return co_await state_for(m, who, channel.value, true);
}

/// What was said a moment ago is written first, so that it is found.
task<> change_message(module& m, caller who, channel_id room, const std::string& message,
                      void (*change)(db::connection&, channel_id, const std::string&, timestamp))
{
    co_await admit_staff(m, who, room);
    // A flush that runs already is not waited for by this one.
    for (int i = 0; i < 100 && m.said.holds(room, message); ++i) {
        co_await m.said.flush();
        if (m.said.holds(room, message))
            co_await sleep_for(std::chrono::milliseconds{20});
    }
    const auto now = m.time.now();
    co_await m.db.write([&](db::connection& c) {
        if (!room_book::has(c, room, message))
            throw not_found({"채팅 메시지", "the chat message"});
        change(c, room, message, now);
    });
    tell_room(m, room);
}

task<http::no_content> mark_question(module& m, caller who, channel_path channel, message_path message)
{
    co_await change_message(m, who, channel.value, message.value.value,
                            [](db::connection& c, channel_id room, const std::string& id, timestamp now) {
                                room_book::mark(c, room, id, true, now);
                            });
    co_return http::no_content{};
}

task<http::no_content> unmark_question(module& m, caller who, channel_path channel, message_path message)
{
    co_await change_message(m, who, channel.value, message.value.value,
                            [](db::connection& c, channel_id room, const std::string& id, timestamp now) {
                                room_book::mark(c, room, id, false, now);
                            });
    co_return http::no_content{};
}

task<chat_room_state> pin_message(module& m, caller who, channel_path channel, http::body<new_pin> what)
{
    co_await change_message(m, who, channel.value, what->message_id.value,
                            [](db::connection& c, channel_id room, const std::string& id, timestamp now) {
                                room_book::pin(c, room, id, now);
                            });
    co_return co_await state_for(m, who, channel.value, true);
}

task<http::no_content> unpin_message(module& m, caller who, channel_path channel)
{
    co_await admit_staff(m, who, channel.value);
    const auto now = m.time.now();
    co_await m.db.write([&](db::connection& c) { room_book::pin(c, channel.value, std::nullopt, now); });
    tell_room(m, channel.value);
    co_return http::no_content{};
}

task<http::no_content> raise_hand(module& m, caller who, channel_path channel)
{
    const auto admitted = co_await m.gate.admit(who, channel.value);
    if (!admitted.open)
        throw conflict("chat_closed", "CLOSED",
                       {"강의가 끝나 손을 들 수 없습니다.", "The lecture is over: no hand can be raised."});
    if (m.raised.raise(channel.value, {who.user, admitted.display_name, m.time.now()}))
        tell_staff(m, channel.value);
    co_return http::no_content{};
}

task<http::no_content> lower_hand(module& m, caller who, channel_path channel)
{
    co_await m.gate.admit(who, channel.value);
    if (m.raised.lower(channel.value, who.user))
        tell_staff(m, channel.value);
    co_return http::no_content{};
}

task<http::no_content> lower_hand_of(module& m, caller who, channel_path channel, http::path<"userId", user_id> whose)
{
    co_await admit_staff(m, who, channel.value);
    if (!m.raised.lower(channel.value, whose.value))
        throw not_found({"든 손", "the raised hand"});
    tell_staff(m, channel.value);
    m.open.announce(channel.value, "ahimmoyak:HAND_LOWERED", {{"UserId", std::to_string(whose.value.value)}});
    co_return http::no_content{};
}

task<http::tagged<blocked_words>> show_words(module& m, caller who)
{
    const auto list =
        co_await m.db.read([&](db::connection& c) { return room_book::words_of(c, who.of_institution()); });
    co_return http::tagged<blocked_words>{{list.words}, list.version};
}

task<http::tagged<blocked_words>> change_words(module& m, caller who, http::if_match seen,
                                               http::body<new_blocked_words> to)
{
    std::vector<std::string> words;
    std::set<std::string> known;
    for (const auto& each : to->words) {
        auto bare = word_filter::bare(each.value);
        if (bare.empty())
            throw invalid("/words", "no_letters",
                          say("“{}”에는 글자나 숫자가 없습니다.", "“{}” has neither letters nor digits.", each.value));
        if (known.insert(std::move(bare)).second)
            words.push_back(each.value);
    }
    const auto now = m.time.now();
    const auto list = co_await m.db.write(
        [&](db::connection& c) { return room_book::set_words(c, who.of_institution(), words, seen.version, now); });
    m.open.set_words(who.of_institution(), std::make_shared<const word_filter>(list.words));
    co_return http::tagged<blocked_words>{{list.words}, list.version};
}

} // namespace

task<> set_up_room(module& m, channel_id room, institution_id whose)
{
    room_rules with{.messages_per_second = m.with.limits.messages_per_second};
    with.institution = whose;
    co_await m.db.read([&](db::connection& c) {
        with.slow_mode = std::chrono::seconds{room_book::slow_mode(c, room)};
        with.words = std::make_shared<const word_filter>(room_book::words_of(c, whose).words);
    });
    m.open.set_rules(room, with);
}

void add_staff_routes(http::router& to, json::schema_book& book, module& m)
{
    constexpr auto staff = http::allow::only(role::MANAGER);
    constexpr auto both = http::allow::only(role::MANAGER, role::EMPLOYEE);
    constexpr auto trainee = http::allow::only(role::EMPLOYEE);
    http::routes<module> r{to, book, m};
    r.get("/v1/live/{channelId}/chat/room", both, "What is set in a chat room, what is pinned, who raised a hand",
          show_room);
    r.put("/v1/live/{channelId}/chat/room", staff, "Set the slow mode of a chat room", change_room);
    r.put("/v1/live/{channelId}/chat/pin", staff, "Pin a message above a chat", pin_message);
    r.remove("/v1/live/{channelId}/chat/pin", staff, "Take the pinned message down", unpin_message);
    r.put("/v1/live/{channelId}/chat/messages/{messageId}/question", staff, "Mark a message as a question",
          mark_question);
    r.remove("/v1/live/{channelId}/chat/messages/{messageId}/question", staff, "Take the mark of a question away",
             unmark_question);
    r.put("/v1/live/{channelId}/hand", trainee.kept_elsewhere(), "Raise one's hand", raise_hand);
    r.remove("/v1/live/{channelId}/hand", trainee.kept_elsewhere(), "Lower one's hand", lower_hand);
    r.remove("/v1/live/{channelId}/hands/{userId}", staff.kept_elsewhere(), "Lower a trainee's hand", lower_hand_of);
    r.get("/v1/live/blocked-words", staff, "The words that the institution does not want in its chats", show_words);
    r.put("/v1/live/blocked-words", staff, "Change the words that the institution does not want in its chats",
          change_words);
}

} // namespace ahimmoyak::chat
