#include "control/chat_rooms.hpp"
#include "control/shapes.hpp"

namespace ahimmoyak::control {

namespace {

enum class capability { SEND_MESSAGE, DELETE_MESSAGE, DISCONNECT_USER };
BOOST_DESCRIBE_ENUM(capability, SEND_MESSAGE, DELETE_MESSAGE, DISCONNECT_USER)

struct token_wanted {
    std::string room_identifier;
    std::string user_id;
    std::optional<std::vector<capability>> capabilities;
    std::optional<std::int64_t> session_duration_in_minutes;
    std::optional<tag_map> attributes;
};
BOOST_DESCRIBE_STRUCT(token_wanted, (),
                      (room_identifier, user_id, capabilities, session_duration_in_minutes, attributes))

struct made_token {
    std::string token;
    timestamp token_expiration_time{};
    timestamp session_expiration_time{};
};
BOOST_DESCRIBE_STRUCT(made_token, (), (token, token_expiration_time, session_expiration_time))

struct event_wanted {
    std::string room_identifier;
    std::string event_name;
    std::optional<tag_map> attributes;
};
BOOST_DESCRIBE_STRUCT(event_wanted, (), (room_identifier, event_name, attributes))

struct removal_wanted {
    std::string room_identifier;
    std::string id;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(removal_wanted, (), (room_identifier, id, reason))

struct disconnection_wanted {
    std::string room_identifier;
    std::string user_id;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(disconnection_wanted, (), (room_identifier, user_id, reason))

struct event_sent {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(event_sent, (), (id))

void check_length(std::string_view text, std::size_t least, std::size_t most, std::string_view name)
{
    const auto length = code_points(text);
    if (length < least || length > most || text.find('\0') != std::string_view::npos)
        throw wrong(say("{}은(는) {}~{}자입니다.", "{} has {} to {} characters.", std::string{name}, least, most));
}

/// At most 1 KB of strings, as everything that is told to a room.
chat::attributes attributes_from(const std::optional<tag_map>& given)
{
    chat::attributes read;
    if (!given || given->is_null())
        return read;
    const auto* all = given->if_object();
    std::size_t bytes = 0;
    if (all)
        for (const auto& [name, value] : *all) {
            const auto* text = value.if_string();
            if (!text) {
                bytes = chat::most_attribute_bytes + 1;
                break;
            }
            bytes += name.size() + text->size();
            read.emplace_back(std::string{name}, std::string{text->data(), text->size()});
        }
    if (!all || bytes > chat::most_attribute_bytes)
        throw wrong({"attributes는 글의 객체로 1KB까지입니다.", "attributes is an object of strings of at most 1 KB."});
    return read;
}

std::string name_in(const chat::attributes& with, const std::string& otherwise)
{
    for (const auto& [name, value] : with)
        if (name == "displayName" && !value.empty())
            return value.substr(0, 200);
    return otherwise;
}

task<chat_rooms::room> room_of(module& m, const signer& who, const std::string& named)
{
    const auto whose = who.institution;
    co_return co_await m.live.db.read([&](db::connection& c) { return chat_rooms::of(c, whose, named); });
}

task<made_token> create_chat_token(module& m, signer who, token_wanted asked)
{
    if (m.live.chat.stopping)
        throw unavailable();
    check_length(asked.user_id, 1, 128, "userId");
    const auto minutes = asked.session_duration_in_minutes.value_or(60);
    if (minutes < 1 || minutes > 180)
        throw wrong({"sessionDurationInMinutes는 1~180입니다.", "sessionDurationInMinutes is 1 to 180."});
    chat::outsider is{asked.user_id, attributes_from(asked.attributes)};
    for (const auto each : asked.capabilities.value_or(std::vector<capability>{})) {
        is.sends = is.sends || each == capability::SEND_MESSAGE;
        is.deletes = is.deletes || each == capability::DELETE_MESSAGE;
        is.disconnects = is.disconnects || each == capability::DISCONNECT_USER;
    }
    const auto room = co_await room_of(m, who, asked.room_identifier);
    co_await chat_rooms::put_rules(m.live.chat, room);
    chat::grant to;
    to.room = room.number;
    to.display_name = name_in(is.attributes, is.user_id);
    to.session_ends = m.live.time.now() + std::chrono::minutes{minutes};
    to.outside = std::move(is);
    const auto ends = to.session_ends;
    const auto issued = m.live.chat.tokens.issue(std::move(to));
    co_return made_token{issued.token, issued.expires, ends};
}

task<event_sent> send_event(module& m, signer who, event_wanted asked)
{
    check_length(asked.event_name, 1, 100, "eventName");
    if (asked.event_name.starts_with("aws:"))
        throw wrong({"aws:로 시작하는 이름은 쓸 수 없습니다.", "Names that begin with aws: are taken."});
    const auto with = attributes_from(asked.attributes);
    const auto room = co_await room_of(m, who, asked.room_identifier);
    co_return event_sent{m.live.chat.open.announce(room.number, asked.event_name, with)};
}

task<event_sent> delete_message(module& m, signer who, removal_wanted asked)
{
    check_length(asked.id, 1, 128, "id");
    check_length(asked.reason.value_or(""), 0, 256, "reason");
    const auto room = co_await room_of(m, who, asked.room_identifier);
    co_return event_sent{m.live.chat.open.remove_message(room.number, asked.id, asked.reason.value_or(""))};
}

task<nothing> disconnect_user(module& m, signer who, disconnection_wanted asked)
{
    check_length(asked.user_id, 1, 128, "userId");
    check_length(asked.reason.value_or(""), 0, 256, "reason");
    const auto room = co_await room_of(m, who, asked.room_identifier);
    m.live.chat.open.disconnect(room.number, asked.user_id, asked.reason.value_or(""));
    co_return nothing{};
}

} // namespace

void add_talk_operations(operations& to)
{
    to.add("CreateChatToken", kind::changes, create_chat_token);
    to.add("SendEvent", kind::changes, send_event);
    to.add("DeleteMessage", kind::changes, delete_message);
    to.add("DisconnectUser", kind::changes, disconnect_user);
}

} // namespace ahimmoyak::control
