#include "base/random.hpp"
#include "control/chat_rooms.hpp"
#include "control/shapes.hpp"

namespace ahimmoyak::control {

namespace {

constexpr std::int64_t most_rooms = 100; // of an institution, beside those of its lectures

enum class fallback { ALLOW, DENY };
BOOST_DESCRIBE_ENUM(fallback, ALLOW, DENY)

struct review_handler {
    std::optional<std::string> uri;
    std::optional<fallback> fallback_result;
};
BOOST_DESCRIBE_STRUCT(review_handler, (), (uri, fallback_result))

struct room_wanted {
    std::optional<std::string> name;
    std::optional<std::int64_t> maximum_message_rate_per_second;
    std::optional<std::int64_t> maximum_message_length;
    std::optional<review_handler> message_review_handler;
    std::optional<tag_map> tags;
    std::optional<std::vector<std::string>> logging_configuration_identifiers;
};
BOOST_DESCRIBE_STRUCT(room_wanted, (),
                      (name, maximum_message_rate_per_second, maximum_message_length, message_review_handler, tags,
                       logging_configuration_identifiers))

struct room_change {
    std::string identifier;
    std::optional<std::string> name;
    std::optional<std::int64_t> maximum_message_rate_per_second;
    std::optional<std::int64_t> maximum_message_length;
    std::optional<review_handler> message_review_handler;
    std::optional<std::vector<std::string>> logging_configuration_identifiers;
};
BOOST_DESCRIBE_STRUCT(room_change, (),
                      (identifier, name, maximum_message_rate_per_second, maximum_message_length,
                       message_review_handler, logging_configuration_identifiers))

struct room_asked {
    std::string identifier;
};
BOOST_DESCRIBE_STRUCT(room_asked, (), (identifier))

struct shown_room {
    std::string arn;
    std::string id;
    std::string name;
    timestamp create_time{};
    timestamp update_time{};
    std::int64_t maximum_message_rate_per_second = 10;
    std::int64_t maximum_message_length = 500;
    std::vector<std::string> logging_configuration_identifiers;
    tag_map tags;
};
BOOST_DESCRIBE_STRUCT(shown_room, (),
                      (arn, id, name, create_time, update_time, maximum_message_rate_per_second, maximum_message_length,
                       logging_configuration_identifiers, tags))

struct rooms_asked {
    std::optional<std::string> name;
    std::optional<std::int64_t> max_results;
    std::optional<std::string> next_token;
    std::optional<std::string> message_review_handler_uri;
    std::optional<std::string> logging_configuration_identifier;
};
BOOST_DESCRIBE_STRUCT(rooms_asked, (),
                      (name, max_results, next_token, message_review_handler_uri, logging_configuration_identifier))

struct room_page {
    std::vector<shown_room> rooms;
    std::optional<std::string> next_token;
};
BOOST_DESCRIBE_STRUCT(room_page, (), (rooms, next_token))

std::int64_t within(const std::optional<std::int64_t>& given, std::int64_t otherwise, std::int64_t least,
                    std::int64_t most, std::string_view name)
{
    if (given && (*given < least || *given > most))
        throw wrong(say("{}은(는) {}~{}입니다.", "{} is {} to {}.", std::string{name}, least, most));
    return given.value_or(otherwise);
}

template <class T>
void read_wanted(const T& asked, chat_rooms::made_room& into)
{
    check_name(asked.name.value_or(""));
    if (asked.message_review_handler)
        must_be_empty(asked.message_review_handler->uri, "messageReviewHandler");
    if (asked.logging_configuration_identifiers && !asked.logging_configuration_identifiers->empty())
        throw wrong({"로깅 구성이 없는 서버입니다. 빼고 다시 보내세요.",
                     "This server has no logging configurations. Leave them out."});
    into.name = asked.name.value_or(into.name);
    into.longest_message = within(asked.maximum_message_length, into.longest_message, 1, 500, "maximumMessageLength");
    into.messages_per_second =
        within(asked.maximum_message_rate_per_second, into.messages_per_second, 1, 100, "maximumMessageRatePerSecond");
}

shown_room shown_as_room(const chat_rooms::made_room& is)
{
    return {chat_rooms::arn_of(is.id), is.id, is.name,         is.created_at, is.updated_at, is.messages_per_second,
            is.longest_message,        {},    tags_to(is.tags)};
}

task<shown_room> create_room(module& m, signer who, room_wanted asked)
{
    chat_rooms::made_room made;
    read_wanted(asked, made);
    do
        made.id = random_alphanumeric(12);
    while (!channels::is_free(made.id));
    made.institution_id = who.institution;
    made.tags = tags_from(asked.tags);
    made.created_at = made.updated_at = m.live.time.now();
    co_await m.live.db.write([&](db::connection& c) {
        if (chat_rooms::count(c, who.institution) >= most_rooms)
            throw problem{402,
                          "ServiceQuotaExceededException",
                          {"채팅방은 기관마다 100개까지입니다. 쓰지 않는 방을 지우세요.",
                           "An institution has at most 100 rooms. Delete one that is not used."}};
        chat_rooms::add(c, made);
    });
    co_return shown_as_room(made);
}

task<shown_room> get_room(module& m, signer who, room_asked asked)
{
    const auto found = co_await m.live.db.read(
        [&](db::connection& c) { return chat_rooms::of(c, who.institution, asked.identifier); });
    co_return shown_as_room(found.is);
}

task<shown_room> update_room(module& m, signer who, room_change asked)
{
    const auto now = m.live.time.now();
    const auto changed = co_await m.live.db.write([&](db::connection& c) {
        auto is = chat_rooms::free_of(c, who.institution, asked.identifier);
        read_wanted(asked, is);
        is.updated_at = now;
        chat_rooms::change(c, is);
        return is;
    });
    co_await chat_rooms::put_rules(m.live.chat, {changed, channel_id{-changed.seq}, false});
    co_return shown_as_room(changed);
}

task<room_page> list_rooms(module& m, signer who, rooms_asked asked)
{
    must_be_empty(asked.message_review_handler_uri, "messageReviewHandlerUri");
    must_be_empty(asked.logging_configuration_identifier, "loggingConfigurationIdentifier");
    const auto size = page_size(asked.max_results);
    const auto found = co_await m.live.db.read([&](db::connection& c) {
        return chat_rooms::list(c, who.institution, asked.next_token.value_or(""), size + 1);
    });
    room_page page;
    for (std::size_t i = 0; i < found.size() && i < static_cast<std::size_t>(size); ++i)
        if (!asked.name || *asked.name == found[i].is.is.name)
            page.rooms.push_back(shown_as_room(found[i].is.is));
    if (found.size() > static_cast<std::size_t>(size))
        page.next_token = found[static_cast<std::size_t>(size) - 1].place;
    co_return page;
}

task<nothing> delete_room(module& m, signer who, room_asked asked)
{
    const auto gone = co_await m.live.db.write([&](db::connection& c) {
        auto is = chat_rooms::free_of(c, who.institution, asked.identifier);
        chat_rooms::remove(c, is.id);
        return is.seq;
    });
    m.live.chat.open.close_room(channel_id{-gone});
    co_return nothing{};
}

} // namespace

void add_room_operations(operations& to)
{
    to.add("CreateRoom", kind::changes, create_room);
    to.add("GetRoom", kind::reads, get_room);
    to.add("UpdateRoom", kind::changes, update_room);
    to.add("ListRooms", kind::reads, list_rooms);
    to.add("DeleteRoom", kind::changes, delete_room);
}

} // namespace ahimmoyak::control
