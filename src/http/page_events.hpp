#pragma once

#include "base/caller.hpp"
#include "http/router.hpp"
#include "http/websocket.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::http {

/// What pages are told while they are open: one WebSocket (/events) for notifications, the state of
/// live lectures and the answers to quizzes. A page that comes back names the last event it saw and
/// is given what it missed, as far as the last 1,000 events of its topics reach. Thread-safe.
class page_events {
public:
    /// Adds /events to the site. The object must outlive the server.
    void add_to(router& site);

    /// Sends {"id","type","data"} to every page that listens to the topic. `json` is the data as text.
    void publish(std::string_view topic, std::string_view type, std::string_view json);

    /// The topics of a page that opens with ?live=<channel>: those the caller may hear, "live:12" and
    /// "live:12:staff". Given by the live domain; without it no page listens to lectures.
    using live_topics = std::function<task<std::vector<std::string>>(caller who, std::int64_t channel)>;
    void live_topics_by(live_topics rule) { live_topics_ = std::move(rule); }

    /// Whether a session was ended a moment ago: asked of who comes in, since end_session() finds who is in
    /// already. Given before the server runs.
    void sessions_over_by(std::function<bool(session_id)> rule) { is_over_ = std::move(rule); }

    /// Ends all connections of a revoked session.
    void end_session(session_id which);
    /// Ends all connections, so that the server can drain; pages reconnect by themselves.
    void end_all();

private:
    struct listener {
        websocket to;
        caller who;
        std::set<std::string, std::less<>> topics;
    };
    struct event {
        std::uint64_t id;
        std::string topic;
        std::shared_ptr<const std::string> frame;
    };
    task<> serve(socket_request& asked);

    mutable std::mutex mutex_;
    std::uint64_t last_id_ = start_of_ids();
    std::deque<event> recent_;
    std::map<std::uint64_t, listener> listeners_;
    std::uint64_t next_listener_ = 0;
    live_topics live_topics_;
    std::function<bool(session_id)> is_over_ = [](session_id) { return false; };

    // Ids grow across restarts, so that a page never takes an old number for a new one.
    static std::uint64_t start_of_ids();
};

} // namespace ahimmoyak::http
