#pragma once

#include "base/clock.hpp"
#include "chat/message.hpp"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace ahimmoyak::chat {

/// Somebody who wants to speak.
struct raised_hand {
    ahimmoyak::user_id user_id;
    std::string name;
    timestamp raised_at{};
};
BOOST_DESCRIBE_STRUCT(raised_hand, (), (user_id, name, raised_at))

/// Who has raised a hand, in the order of raising. A moment of the lecture: in memory only, gone with a restart.
/// Thread-safe.
class hands {
public:
    static constexpr std::size_t most_rooms = 10'000;
    static constexpr std::size_t most_in_a_room = 20'000;

    /// False when it was up already.
    bool raise(channel_id room, raised_hand whose);
    /// False when it was not up.
    bool lower(channel_id room, user_id whose);
    bool is_up(channel_id room, user_id whose) const;
    std::vector<raised_hand> of(channel_id room) const;

private:
    mutable std::mutex mutex_;
    std::map<channel_id, std::vector<raised_hand>> rooms_;
};

} // namespace ahimmoyak::chat
