#pragma once

#include "base/rate_limiter.hpp"
#include "base/single_use.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"
#include "live/api.hpp"
#include "media/hls/hub.hpp"
#include "studio/connections.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <string>

namespace ahimmoyak::studio {

struct options {
    /// A page that sends nothing for this long is gone.
    std::chrono::milliseconds idle{10'000};
    /// A page above this, on average over five seconds, is cut off; the best preset takes a third of it.
    std::uint64_t max_bits_per_second = 20'000'000;
};

/// What a token opens: the broadcast of one lecture, for one person.
struct grant {
    channel_id channel;
    std::string stream_key; ///< a secret: it stays in the process
    user_id user;
    session_id signed_in;
};

/// Broadcasting from the browser. What it refers to outlives it.
struct module {
    explicit module(live::module& of, options given = {});

    live::module& lectures;
    const options with;
    /// The rules of who may publish, and whom to tell: those of RTMP.
    media::rtmp_server::options broadcast;
    single_use<grant> tokens;
    rate_limiter asked;
    connections open;
    std::atomic<bool> stopping{false};

    /// Whether a session was ended a moment ago: asked of who comes in, since end_session() finds who is in
    /// already. Given by the app before requests are served.
    std::function<bool(session_id)> is_over = [](session_id) { return false; };
};

/// The route of the token and the WebSocket /studio.
void add_routes(http::router& to, json::schema_book& book, module& m);

/// Ends connections that fell silent, until drain(). Spawn it once.
task<> work(module& m);

/// What a session holds open ends with it.
void end_session(module& m, session_id which);

/// Sends the pages away to come back by themselves; returns when their publications are let go.
task<> drain(module& m);

} // namespace ahimmoyak::studio
