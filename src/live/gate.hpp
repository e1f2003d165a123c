#pragma once

#include "chat/api.hpp"
#include "db/pool.hpp"
#include "live/roster.hpp"
#include "quiz/api.hpp"

namespace ahimmoyak::live {

/// The rights of a lecture, for its chat room and its quizzes. Made before those modules; what it
/// refers to outlives it.
class gate final : public chat::room_gate, public quiz::channel_gate {
public:
    gate(db::pool& db, live::roster& of) : db_{db}, roster_{of} {}

    task<chat::room_gate::admission> admit(caller who, channel_id room) override;
    task<quiz::channel_gate::managed> may_manage(caller who, channel_id channel) override;
    task<quiz::taker_id> may_take(caller who, channel_id channel) override;
    task<std::vector<quiz::channel_gate::person>> people(channel_id channel) override;

private:
    db::pool& db_;
    live::roster& roster_;
};

} // namespace ahimmoyak::live
