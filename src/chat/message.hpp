#pragma once

#include "base/caller.hpp"
#include "base/values.hpp"

#include <boost/describe.hpp>

#include <string>
#include <utility>
#include <vector>

namespace ahimmoyak {

struct channel_tag;
/// A live lecture and what belongs to it: its broadcast, its chat room, its quizzes.
using channel_id = id<channel_tag>;

namespace chat {

/// String to string, in the order sent.
using attributes = std::vector<std::pair<std::string, std::string>>;

/// What somebody said in a room.
struct message {
    std::string id; ///< 12 alphanumeric characters, the same on every connection
    channel_id room;
    user_id sender;
    std::string sender_name;
    ahimmoyak::role role = role::NORMAL;
    std::string content; ///< 1 to 500 code points
    timestamp sent_at{};
    chat::attributes attributes{};
    std::string outside_id{};              ///< who a program of the institution says it is; empty: the user
    chat::attributes outside_attributes{}; ///< what receivers are told of that sender

    std::string sender_id() const { return outside_id.empty() ? std::to_string(sender.value) : outside_id; }
};

/// A message as the history shows it.
struct chat_message {
    std::string id;
    std::string content;
    std::string sender_id; ///< as UserId in the messaging protocol: digits
    std::string sender_name;
    ahimmoyak::role role = role::NORMAL;
    timestamp sent_at{};
};
BOOST_DESCRIBE_STRUCT(chat_message, (), (id, content, sender_id, sender_name, role, sent_at))

} // namespace chat

} // namespace ahimmoyak
