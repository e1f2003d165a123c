#pragma once

#include "base/caller.hpp"
#include "chat/api.hpp"
#include "db/connection.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is kept of the chat rooms that programs made, and lectures' rooms seen by them. Inside of a transaction.
namespace ahimmoyak::control::chat_rooms {

/// A free room.
struct made_room {
    std::int64_t seq = 0;
    std::string id; ///< 12 letters and digits, a letter first
    ahimmoyak::institution_id institution_id;
    std::string name;
    std::int64_t longest_message = 500;
    std::int64_t messages_per_second = 10;
    std::string tags;
    timestamp created_at{};
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(made_room, (),
                      (seq, id, institution_id, name, longest_message, messages_per_second, tags, created_at,
                       updated_at))

/// A room of an institution, of either kind, with its number in the chat.
struct room {
    made_room is;
    channel_id number;
    bool of_lecture = false;
};

void add(db::connection& in, const made_room& what);
void change(db::connection& in, const made_room& what);
void remove(db::connection& in, const std::string& id);
std::int64_t count(db::connection& in, institution_id whose);

/// What its institution may know of, by ARN or by the id alone. Throws the ResourceNotFoundException.
room of(db::connection& in, institution_id whose, std::string_view named);
/// A free one; the ConflictException for a lecture's.
made_room free_of(db::connection& in, institution_id whose, std::string_view named);

struct listed_room {
    room is;
    std::string place;
};
/// The free ones, then those of lectures.
std::vector<listed_room> list(db::connection& in, institution_id whose, std::string_view place, std::int64_t most);

std::string arn_of(std::string_view id);

/// Has the chat keep what holds in the room, with the words that its institution does not want. Opens a transaction.
task<> put_rules(chat::module& of, room which);

} // namespace ahimmoyak::control::chat_rooms
