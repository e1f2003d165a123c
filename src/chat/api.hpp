#pragma once

#include "base/clock.hpp"
#include "base/single_use.hpp"
#include "chat/hands.hpp"
#include "chat/history.hpp"
#include "chat/review.hpp"
#include "chat/rooms.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace ahimmoyak::chat {

/// Decides who may enter a room and how they are called there. Implemented by the live lectures.
class room_gate {
public:
    struct admission {
        std::string display_name;
        bool moderates = false;
        /// False once nothing may be said any more (the lecture is over or canceled); reading goes on.
        bool open = true;
        institution_id institution{}; ///< that holds the room: whose list of words counts
    };
    virtual ~room_gate() = default;
    /// Throws not_found() for a room the caller may not know of.
    virtual task<admission> admit(caller who, channel_id room) = 0;
};

struct options {
    room_limits limits{};
    review_hook::settings review{};
    std::chrono::minutes session{60}; ///< 1 to 180
    /// Where browsers reach this installation, such as "https://lms.example.kr"; empty: as the request says.
    std::string public_origin;
};

struct module {
    module(db::pool& db, const clock& time, room_gate& gate, options with = {});

    db::pool& db;
    const clock& time;
    room_gate& gate;
    const options with;
    single_use<grant> tokens; ///< open a connection once, within a minute
    history said;
    rooms open;
    hands raised;
    review_hook review;
    std::atomic<bool> stopping{false};

    /// Whether a session was ended a moment ago: asked of who comes in, since end_session() finds who is in already.
    /// Given by the app before requests are served.
    std::function<bool(session_id)> is_over = [](session_id) { return false; };
    /// Tells the pages that listen to a topic (topic, type, JSON). Given by the app before requests are served.
    std::function<void(std::string_view, std::string_view, std::string_view)> tell_pages;
};

std::vector<db::migration> migrations();

/// The routes and the WebSocket /chat.
void add_routes(http::router& to, json::schema_book& book, module& m);

/// Writes the history and ends expired sessions until drain(). Spawn it once.
task<> work(module& m);

/// What a session holds open ends with it: its connections are closed for good, its tokens are worth nothing.
void end_session(module& m, session_id which);

/// Sends the clients elsewhere (ERROR 401, then torn connections, never a close frame), writes what
/// waits, and lets work() return within a quarter of a second.
task<> drain(module& m);

/// ws://HOST/chat, or wss:// behind TLS: where the page of this request connects to.
std::string messaging_endpoint(const http::request& in, const std::string& public_origin);

} // namespace ahimmoyak::chat
