#pragma once

#include "base/clock.hpp"
#include "chat/message.hpp"
#include "db/pool.hpp"

#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace ahimmoyak::chat {

/// A row of the table chat_message, by these names.
struct kept_message {
    std::string id;
    user_id user_id;
    std::string sender_name;
    ahimmoyak::role role = role::NORMAL;
    std::string content;
    timestamp sent_at{};
    std::optional<std::string> outside_id;

    chat_message shown() const
    {
        return {id, content, outside_id.value_or(std::to_string(user_id.value)), sender_name, role, sent_at};
    }
};
BOOST_DESCRIBE_STRUCT(kept_message, (), (id, user_id, sender_name, role, content, sent_at, outside_id))

/// What was said, in the table chat_message. Messages are gathered and written together by flush(),
/// at least once a second; reading sees the gathered ones too. Thread-safe.
class history {
public:
    static constexpr std::size_t most_waiting =
        20'000; ///< beyond it, when the database is away, the oldest are dropped
    static constexpr std::size_t shown = 100;

    history(db::pool& on, const clock& time) : db_{on}, clock_{time} {}

    void add(const message& said);
    void remove(channel_id room, const std::string& id);

    /// Whether the message still waits to be written.
    bool holds(channel_id room, const std::string& id);

    /// Writes what waits. On failure it waits on for the next time, and the error is let out.
    task<> flush();

    /// The last messages of a room, oldest first.
    task<std::vector<chat_message>> recent(channel_id room);

private:
    db::pool& db_;
    const clock& clock_;
    std::mutex mutex_;
    std::vector<message> waiting_;
    std::vector<message> writing_; ///< on their way; not empty while a flush runs
    std::set<std::pair<channel_id, std::string>> deleted_;
    bool flushing_ = false;
};

} // namespace ahimmoyak::chat
