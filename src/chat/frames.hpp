#pragma once

#include "chat/message.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <variant>

/// The text frames of Amazon IVS Chat's messaging protocol, pure: text in, values out, and back.
/// https://docs.aws.amazon.com/ivs/latest/chatmsgapireference/
namespace ahimmoyak::chat {

/// A frame as it goes out, encoded once and shared by all who receive it.
using frame = std::shared_ptr<const std::string>;

inline constexpr std::size_t longest_content = 500;       ///< code points
inline constexpr std::size_t most_attribute_bytes = 1024; ///< names and values together

/// The error codes of the protocol.
enum class error_code {
    bad_request = 400,
    expired = 401,
    forbidden = 403,
    not_found = 404,
    rejected = 406,
    too_large = 413,
    too_many = 429,
    internal = 500,
};

struct send_message {
    std::string content;
    chat::attributes attributes;
    std::string id{}; ///< given before it is reviewed; empty: not yet
};
struct delete_message {
    std::string id;
    std::string reason;
};
struct disconnect_user {
    std::string user_id;
    std::string reason;
};

/// What a client sent that cannot be done.
struct refusal {
    error_code code = error_code::bad_request;
    std::string message;
};

struct chat_request {
    std::string request_id; ///< empty when absent or unusable
    std::variant<refusal, send_message, delete_message, disconnect_user> what;
};

/// Reads one text frame of a client. Never throws for what a client can send.
chat_request parse_request(std::string_view text);

/// `request_id`, when not empty, is for the connection that asked.
frame message_frame(const message& said, std::string_view request_id = {});
frame event_frame(std::string_view id, std::string_view name, timestamp at, const attributes& with,
                  std::string_view request_id = {});
frame error_frame(std::string_view id, error_code code, std::string_view message, std::string_view request_id = {});

} // namespace ahimmoyak::chat
