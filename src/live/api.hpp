#pragma once

#include "base/clock.hpp"
#include "base/work_pool.hpp"
#include "chat/api.hpp"
#include "db/migration.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"
#include "live/metadata.hpp"
#include "live/playback.hpp"
#include "live/presence.hpp"
#include "live/recording_shelf.hpp"
#include "live/roster.hpp"
#include "live/session.hpp"
#include "media/hls/hub.hpp"
#include "media/recording/recorder.hpp"
#include "media/renditions/renditions.hpp"
#include "media/rtmp/server.hpp"
#include "quiz/api.hpp"
#include "videos/api.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ahimmoyak::live {

struct options {
    /// Where browsers reach this installation, such as "https://lms.example.kr"; empty: as the request says.
    std::string public_origin;
    std::uint16_t rtmp_port = 1935;
    std::uint16_t rtmps_port = 1936;
    /// Whether broadcasts are taken over TLS now; nothing: never.
    std::function<bool()> takes_rtmps{};
    std::string zone = "Asia/Seoul"; ///< IANA name: what "today" is
    /// Signs playback cookies: secret, at least 32 bytes, the same over restarts and in all processes.
    std::string playback_key;
    /// A lecture that is on ends by itself when its broadcast stays away this long, after its planned end.
    std::chrono::minutes away{10};
};

/// Live lectures. Made after its gate, its chat and its quizzes; what it refers to outlives it. The hub gives its
/// segments to the recorder.
struct module {
    module(db::pool& on, const clock& now, roster& people, media::hub& carries, media::recorder& records,
           objects::store& keeps, chat::module& room, quiz::page_teller tells, options given);

    db::pool& db;
    const clock& time;
    roster& of;
    media::hub& hub;
    media::recorder& recorder;
    objects::store& store;
    chat::module& chat;
    const quiz::page_teller tell_pages;
    const options with;
    const http::path_pass pass;
    const http::path_pass recording_pass;
    recording_shelf shelf;
    presence_book presences;
    metadata_desk metadata;
    /// How long recordings are kept; empty: for good.
    std::function<recordings::retention()> keeps_recordings;
    /// Notes that a recording was deleted because its time was over, in the same transaction; may be empty.
    std::function<void(db::connection&, const lecture&, timestamp)> note_expired;
    /// Whose worker takes pictures of recordings; may be nullptr.
    videos::module* pictures = nullptr;
    /// How the renditions do, for /metrics; may be empty.
    std::function<media::renditions::figures()> renditions;
    std::map<channel_id, session_watched> sessions; ///< work()'s own
    work_pool spreadsheets{1};                      ///< finish() it before the coroutines that wait for it go
    std::atomic<bool> stopping{false};
};

std::vector<db::migration> migrations();

/// The routes of /v1/live and the playback below /play.
void add_routes(http::router& to, json::schema_book& book, module& m);

/// Stamps quizzes into the picture, tells pages and rooms of what happens to lectures, and computes
/// attendance when one has ended.
void subscribe(events::bus& on, module& m);

/// The callbacks that let lectures be broadcast: of `into`, may_publish, on_started and on_ended.
void connect(media::rtmp_server::options& into, module& m);

/// What happens to the renditions of a broadcast becomes an event of its lecture.
task<> note_renditions(module& m, std::string channel, media::renditions::happening what, std::string detail);

/// Writes presence, and ends lectures whose broadcast stays away, until stop(). Spawn it once.
task<> work(module& m);
/// One look at how the broadcasts arrive: what is new is kept, and told to staff and /metrics.
task<> watch_sessions(module& m);
/// One look for lectures whose broadcast stays away.
task<> tend(module& m);
/// Writes what waits and lets work() return within half a second.
task<> stop(module& m);

/// What a page that opens /events with ?live=<channel> may hear, for http::page_events::live_topics_by.
/// Throws not_found() for a lecture that the caller may not know of.
task<std::vector<std::string>> topics_for(module& m, caller who, channel_id channel);

} // namespace ahimmoyak::live
