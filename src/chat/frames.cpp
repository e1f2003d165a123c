#include "chat/frames.hpp"

#include "json/codec.hpp"

#include <boost/json.hpp>

namespace ahimmoyak::chat {

namespace {

namespace bj = boost::json;

constexpr std::size_t longest_request_id = 128;
constexpr std::size_t longest_reason = 256;

refusal malformed(std::string message) { return {error_code::bad_request, std::move(message)}; }

std::string_view view(const bj::string& text) { return {text.data(), text.size()}; }

/// A member that is text without U+0000, which no database keeps; null when absent or anything else.
const bj::string* text_of(const bj::object& from, std::string_view name)
{
    const auto* member = from.if_contains(name);
    const auto* text = member ? member->if_string() : nullptr;
    return text && text->find('\0') == bj::string::npos ? text : nullptr;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::variant<refusal, attributes> read_attributes(const bj::object& from)
{
    const auto* member = from.if_contains("Attributes");
    if (!member || member->is_null())
        return attributes{};
    const auto* given = member->if_object();
    if (!given)
        return malformed("Attributes must be an object of strings");
    attributes read;
    std::size_t bytes = 0;
    for (const auto& [name, value] : *given) {
        const auto* text = value.if_string();
        if (!text)
            return malformed("Attributes must be an object of strings");
        bytes += name.size() + text->size();
        if (bytes > most_attribute_bytes)
            return refusal{error_code::too_large, "Attributes are larger than 1 KB"};
        read.emplace_back(std::string{name}, std::string{view(*text)});
    }
    return read;
}

std::variant<refusal, std::string> read_reason(const bj::object& from)
{
    const auto* member = from.if_contains("Reason");
    if (!member || member->is_null())
        return std::string{};
    const auto* text = text_of(from, "Reason");
    if (!text || code_points(view(*text)) > longest_reason)
        return malformed("Reason must be text of at most 256 characters");
    return std::string{view(*text)};
}

using request_body = decltype(chat_request::what);

request_body read_send(const bj::object& from)
{
    const auto* content = text_of(from, "Content");
    if (!content || is_blank(view(*content)))
        return malformed("Content must be text of 1 to 500 characters");
    if (code_points(view(*content)) > longest_content)
        return refusal{error_code::too_large, "Content is longer than 500 characters"};
    auto with = read_attributes(from);
    if (auto* wrong = std::get_if<refusal>(&with))
        return *wrong;
    return send_message{std::string{view(*content)}, std::get<attributes>(std::move(with)), {}};
}

/// DELETE_MESSAGE and DISCONNECT_USER differ in the name of what they are about.
template <class T>
request_body read_measure(const bj::object& from, std::string_view about)
{
    const auto* target = text_of(from, about);
    if (!target || target->empty() || target->size() > longest_request_id)
        return malformed(std::string{about} + " is missing or too long");
    auto reason = read_reason(from);
    if (auto* wrong = std::get_if<refusal>(&reason))
        return *wrong;
    return T{std::string{view(*target)}, std::get<std::string>(std::move(reason))};
}

void member(std::string& out, std::string_view name, std::string_view value)
{
    out += out.back() == '{' ? "" : ",";
    json::write_string(out, name);
    out += ':';
    json::write_string(out, value);
}

void member(std::string& out, std::string_view name, const attributes& values)
{
    out += ',';
    json::write_string(out, name);
    out += ":{";
    for (const auto& [key, value] : values)
        member(out, key, value);
    out += '}';
}

std::string opened(std::string_view type, std::string_view id, std::string_view request_id)
{
    std::string out = "{";
    member(out, "Type", type);
    member(out, "Id", id);
    if (!request_id.empty())
        member(out, "RequestId", request_id);
    return out;
}

frame closed(std::string out)
{
    out += '}';
    return std::make_shared<const std::string>(std::move(out));
}

} // namespace

chat_request parse_request(std::string_view text)
{
    boost::system::error_code failure;
    bj::parse_options with;
    with.max_depth = 4;
    const auto parsed = bj::parse({text.data(), text.size()}, failure, {}, with);
    const auto* object = failure ? nullptr : parsed.if_object();
    if (!object)
        return {{}, malformed("Not a JSON object")};

    chat_request read;
    if (object->if_contains("RequestId")) {
        const auto* request_id = text_of(*object, "RequestId");
        if (!request_id || request_id->size() > longest_request_id)
            return {{}, malformed("RequestId must be text of at most 128 characters")};
        read.request_id = view(*request_id);
    }
    const auto* action = text_of(*object, "Action");
    if (!action)
        read.what = malformed("Action is missing");
    else if (view(*action) == "SEND_MESSAGE")
        read.what = read_send(*object);
    else if (view(*action) == "DELETE_MESSAGE")
        read.what = read_measure<delete_message>(*object, "Id");
    else if (view(*action) == "DISCONNECT_USER")
        read.what = read_measure<disconnect_user>(*object, "UserId");
    else
        read.what = malformed("Unknown Action");
    return read;
}

frame message_frame(const message& said, std::string_view request_id)
{
    auto out = opened("MESSAGE", said.id, request_id);
    if (!said.attributes.empty())
        member(out, "Attributes", said.attributes);
    member(out, "Content", said.content);
    member(out, "SendTime", to_rfc3339(said.sent_at));
    out += R"(,"Sender":{)";
    member(out, "UserId", said.sender_id());
    if (said.outside_id.empty())
        member(out, "Attributes",
               attributes{{"displayName", said.sender_name},
                          {"role", std::string{json::codec<ahimmoyak::role>::name(said.role)}}});
    else
        member(out, "Attributes", said.outside_attributes);
    out += '}';
    return closed(std::move(out));
}

frame event_frame(std::string_view id, std::string_view name, timestamp at, const attributes& with,
                  std::string_view request_id)
{
    auto out = opened("EVENT", id, request_id);
    member(out, "EventName", name);
    member(out, "SendTime", to_rfc3339(at));
    member(out, "Attributes", with);
    return closed(std::move(out));
}

frame error_frame(std::string_view id, error_code code, std::string_view message, std::string_view request_id)
{
    auto out = opened("ERROR", id, request_id);
    out += R"(,"ErrorCode":)";
    json::write_number(out, static_cast<std::int64_t>(code));
    member(out, "ErrorMessage", message);
    return closed(std::move(out));
}

} // namespace ahimmoyak::chat
