#pragma once

#include "base/clock.hpp"
#include "chat/frames.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::chat {

/// One end of a connection; what a room needs of a WebSocket. Callable from any thread, never blocks.
class outlet {
public:
    virtual ~outlet() = default;
    virtual void post(frame out) = 0;
    /// Sends what is queued, then a close frame: official clients stop for good.
    virtual void close(std::uint16_t code, std::string reason) = 0;
    /// Tears the connection without a close frame: official clients fetch a new token and come back.
    virtual void abort() = 0;
};

/// A bucket that holds a second's worth. Not thread-safe.
class rate {
public:
    explicit rate(double per_second) : per_second_{per_second}, left_{per_second} {}
    bool take(timestamp now);

private:
    double per_second_;
    double left_;
    timestamp filled_at_{};
};

/// Somebody whom a program of the institution lets in, under a name of its own.
struct outsider {
    std::string user_id;         ///< 1 to 128 characters
    chat::attributes attributes; ///< told to all with each message
    bool sends = false;
    bool deletes = false;
    bool disconnects = false;
};

/// Who may do what in a room, as the token said.
struct grant {
    channel_id room;
    user_id user;
    std::string display_name;
    ahimmoyak::role role = role::NORMAL;
    /// DELETE_MESSAGE and DISCONNECT_USER; SEND_MESSAGE is everybody's.
    bool moderates = false;
    timestamp session_ends{};
    /// Of the person who asked for the token: when that ends, so does this.
    session_id signed_in{};
    std::optional<outsider> outside{}; ///< then `user`, `role` and `moderates` say nothing

    std::string user_text() const { return outside ? outside->user_id : std::to_string(user.value); }
    bool sends() const { return !outside || outside->sends; }
    bool deletes() const { return outside ? outside->deletes : moderates; }
    bool disconnects() const { return outside ? outside->disconnects : moderates; }
};

/// A connection in a room.
struct member {
    member(grant as, std::shared_ptr<outlet> to, double requests_per_second)
        : who{std::move(as)}, out{std::move(to)}, requests{requests_per_second}
    {
    }
    const grant who;
    const std::shared_ptr<outlet> out;
    rate requests; ///< touched by the connection's own coroutine only
};

struct room_limits {
    double requests_per_second = 10;       ///< of one connection
    double messages_per_second = 100;      ///< of a room
    std::size_t connections = 20'000;      ///< of a room
    std::size_t connections_of_a_user = 8; ///< in one room: tabs, and the overlap when a client renews its session
};

class word_filter;

/// What holds in one room.
struct room_rules {
    std::size_t longest_message = longest_content; ///< code points
    double messages_per_second = 100;              ///< of the room
    std::chrono::seconds slow_mode{0};             ///< between two messages of a person; staff is not bound
    ahimmoyak::institution_id institution{};       ///< whose words are taken out
    std::shared_ptr<const word_filter> words{};    ///< null: all are allowed
};

/// What a room hands on: kept by the history.
struct keeper {
    std::function<void(const message&)> said;
    std::function<void(channel_id, const std::string& id)> deleted;
};

/// All rooms of this process by channel. A room is there while somebody is in it. Thread-safe: a room
/// delivers under its lock, so that everybody sees the same order.
class rooms {
public:
    rooms(const clock& time, room_limits with, keeper keep);

    /// Null when the room, or the user's share of it, is full.
    std::shared_ptr<member> join(grant as, std::shared_ptr<outlet> out);
    void leave(const std::shared_ptr<member>& who);

    /// Does what one frame of a member asks for; answers and errors go to its connection.
    void take(member& from, std::string_view text);
    /// The same in two steps, with room for a review between them: what is asked for, unless it was refused already…
    std::optional<chat_request> hear(member& from, std::string_view text);
    /// …and done.
    void carry_out(member& from, const chat_request& asked);
    void refuse(member& from, error_code code, std::string_view message, std::string_view request_id);

    /// From now on; a room without its own has those of the limits.
    void set_rules(channel_id room, room_rules with);
    room_rules rules(channel_id room) const;
    /// An institution has changed its list: in all its rooms at once.
    void set_words(institution_id whose, std::shared_ptr<const word_filter> words);
    /// The room is deleted: everybody in it is told and sent away for good.
    void close_room(channel_id room);

    /// Tells everybody in the room, if there is one; the event's id.
    std::string announce(channel_id room, std::string_view event_name, const attributes& with);
    /// Takes a message back, as a member with DELETE_MESSAGE does; the event's id.
    std::string remove_message(channel_id room, const std::string& id, const std::string& reason);
    /// Tells a person's connections, then closes them for good; how many there were.
    std::size_t disconnect(channel_id room, const std::string& user, const std::string& reason);

    /// Closes the connections of a person's session that was ended, for good.
    void end_session(session_id which);
    /// Ends the connections whose session is over, so that their clients renew it.
    void end_expired();
    /// ERROR 401 to everybody: clients reconnect, to another process when this one goes.
    void tell_to_renew();
    void abort_all();

    std::size_t open_rooms() const;
    std::size_t connections(channel_id room) const;

private:
    struct room {
        explicit room(const room_rules& with) : rules{with}, messages{with.messages_per_second} {}
        std::mutex mutex;
        std::vector<std::shared_ptr<member>> members;
        room_rules rules;
        rate messages;
        std::map<std::string, timestamp> last_said; ///< by person, while slow mode is on
    };

    std::shared_ptr<room> find(channel_id which) const;
    /// Needs the lock.
    room_rules rules_of(channel_id which) const;
    /// The seconds that slow mode still asks of this person. Needs the room's lock.
    static std::optional<std::int64_t> too_soon(const room& in, const grant& who, timestamp now);
    std::vector<std::shared_ptr<member>> everybody() const;
    void handle(member& from, const std::string& request_id, const refusal& wrong);
    void handle(member& from, const std::string& request_id, const send_message& asked);
    void handle(member& from, const std::string& request_id, const delete_message& asked);
    void handle(member& from, const std::string& request_id, const disconnect_user& asked);
    /// One frame for all, but `own` for the connection that asked. Needs the room's lock.
    static void deliver(const room& to, const frame& all, const member* asker, const frame& own);

    const clock& clock_;
    const room_limits limits_;
    const keeper keep_;
    mutable std::mutex mutex_; ///< taken before a room's
    std::map<channel_id, std::shared_ptr<room>> rooms_;
    std::map<channel_id, room_rules> rules_;
};

/// A new id of a message, event or error.
std::string new_id();

} // namespace ahimmoyak::chat
