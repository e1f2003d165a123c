#include "base/log.hpp"
#include "http/metrics.hpp"
#include "live/attendance.hpp"
#include "live/events.hpp"
#include "live/lecture_api.hpp"
#include "live/lectures.hpp"
#include "live/recording_api.hpp"
#include "live/recording_keeping.hpp"
#include "live/recording_play.hpp"
#include "quiz/events.hpp"

#include <algorithm>

namespace ahimmoyak::live {

namespace {

constexpr std::size_t most_metadata = 1'024; // of an ID3 frame

std::string topic_of(channel_id channel) { return "live:" + std::to_string(channel.value); }

std::optional<channel_id> channel_named(const std::string& name)
{
    channel_id found;
    if (!json::codec<channel_id>::from_text(name, found))
        return std::nullopt;
    return found;
}

/// What the picture carries of a quiz.
struct quiz_metadata {
    std::string id;
    std::string type = "quiz";
    quiz::quiz_action action = quiz::quiz_action::open;
    quiz::quiz_id quiz_id;
};
BOOST_DESCRIBE_STRUCT(quiz_metadata, (), (id, type, action, quiz_id))

std::string metadata_of(const events::delivery<quiz::stepped>& told, const std::optional<quiz::quiz>& asked)
{
    const auto spare =
        json::encode(quiz_metadata{std::to_string(told.event_id), "quiz", told.event.action, told.event.quiz});
    if (told.event.action != quiz::quiz_action::open || !asked)
        return spare;
    auto full = spare.substr(0, spare.size() - 1) + R"(,"question":)" + json::encode(asked->question) +
                R"(,"options":)" + json::encode(asked->options);
    if (asked->time_limit_seconds)
        full += R"(,"timeLimitSeconds":)" + json::encode(*asked->time_limit_seconds);
    full += '}';
    return full.size() <= most_metadata ? full : spare; // the page asks for what is missing
}

task<> stamp_quiz(module& m, const events::delivery<quiz::stepped>& told)
{
    const auto asked = co_await m.db.read([&](db::connection& c) { return quiz::find(c, told.event.quiz); });
    const auto text = metadata_of(told, asked);
    const auto name = std::to_string(told.event.channel.value);
    if (const auto stream = m.hub.find(name))
        stream->put_metadata(text);
    m.tell_pages(topic_of(told.event.channel), "metadata", text);
}

struct status_told {
    ahimmoyak::channel_id channel_id;
    lecture_status status = lecture_status::CREATED;
};
BOOST_DESCRIBE_STRUCT(status_told, (), (channel_id, status))

void tell_status(module& m, channel_id channel, lecture_status status)
{
    m.tell_pages(topic_of(channel), "live", json::encode(status_told{channel, status}));
}

task<> tell_started(module& m, const events::delivery<started>& told)
{
    tell_status(m, told.event.channel_id, lecture_status::ON);
    co_return;
}

task<> tell_ended(module& m, const events::delivery<ended>& told)
{
    const auto channel = told.event.channel_id;
    m.hub.end(std::to_string(channel.value));
    m.chat.open.announce(channel, "live:END", {{"channelId", std::to_string(channel.value)}});
    tell_status(m, channel, lecture_status::END);
    co_return;
}

task<> tell_canceled(module& m, const events::delivery<canceled>& told)
{
    const auto channel = told.event.channel_id;
    m.hub.end(std::to_string(channel.value));
    m.chat.open.announce(channel, "live:CANCELED", {{"channelId", std::to_string(channel.value)}});
    tell_status(m, channel, lecture_status::CANCELED);
    co_return;
}

task<> compute_attendance(module& m, const events::delivery<ended>& told)
{
    const auto channel = told.event.channel_id;
    co_await m.presences.flush();
    const auto seen = co_await m.presences.of(channel);
    const auto now = m.time.now();
    co_await m.db.write([&](db::connection& c) { settle_attendance(c, m.of, channel, seen, now); });
    m.presences.forget(channel);
}

task<std::optional<media::publication>> may_publish(module& m, std::string stream_key)
{
    const auto found = co_await m.db.read([&](db::connection& c) { return lectures::find_by_key(c, stream_key); });
    if (!found || found->over())
        co_return std::nullopt;
    if (found->record)
        m.recorder.open(std::to_string(found->id.value));
    co_return media::publication{std::to_string(found->id.value)};
}

task<> keep_event(module& m, channel_id channel, session_event_kind kind, std::string detail)
{
    const std::vector fresh{session_event{0, kind, std::move(detail), m.time.now()}};
    co_await m.db.write([&](db::connection& c) { keep_session_events(c, channel, fresh); });
    m.tell_pages(topic_of(channel) + ":staff", "session", json::encode(status_told{channel, lecture_status::ON}));
}

task<> broadcast_started(module& m, std::string name, media::publication_info info)
{
    const auto channel = channel_named(name);
    const auto now = m.time.now();
    const bool goes_on =
        channel && co_await m.db.write([&](db::connection& c) { return lectures::start(c, m.of, *channel, now); });
    if (!goes_on) // ended or canceled between the key and the first picture
        m.hub.end(name);
    else {
        log::info("a lecture is broadcast", {{"channel", name}});
        const auto kind = info.took_over ? session_event_kind::TAKEN_OVER
                          : info.resumed ? session_event_kind::CAME_BACK
                                         : session_event_kind::CONNECTED;
        co_await keep_event(m, *channel, kind, format_of(info));
    }
}

task<> broadcast_ended(module& m, std::string name)
{
    const auto channel = channel_named(name);
    if (!channel)
        co_return;
    const auto now = m.time.now();
    co_await m.db.write([&](db::connection& c) { lectures::note_on_air(c, *channel, now); });
    log::info("the publisher of a lecture is gone", {{"channel", name}});
    co_await keep_event(m, *channel, session_event_kind::LOST, {});
}

bool publishing(const module& m, channel_id channel)
{
    const auto stream = m.hub.find(std::to_string(channel.value));
    return stream && stream->stats().publishing;
}

} // namespace

timestamp end_of(const module& m, const lecture& which, timestamp now)
{
    if (publishing(m, which.id))
        return now;
    return std::min(now, std::max(which.on_air_at.value_or(now), which.started_at.value_or(now)));
}

void subscribe(events::bus& on, module& m)
{
    on.on<quiz::stepped>("live", [&m](const events::delivery<quiz::stepped>& told) { return stamp_quiz(m, told); });
    on.on<started>("live", [&m](const events::delivery<started>& told) { return tell_started(m, told); });
    on.on<ended>("live", [&m](const events::delivery<ended>& told) { return tell_ended(m, told); });
    on.on<canceled>("live", [&m](const events::delivery<canceled>& told) { return tell_canceled(m, told); });
    on.on<ended>("attendance", [&m](const events::delivery<ended>& told) { return compute_attendance(m, told); });
    on.on<ended>("recording",
                 [&m](const events::delivery<ended>& told) { return keep_recording(m, told.event.channel_id); });
}

void connect(media::rtmp_server::options& into, module& m)
{
    into.may_publish = [&m](std::string key, std::string) { return may_publish(m, std::move(key)); };
    into.on_started = [&m](std::string channel, media::publication_info info) {
        return broadcast_started(m, std::move(channel), std::move(info));
    };
    into.on_ended = [&m](std::string channel) { return broadcast_ended(m, std::move(channel)); };
}

task<> note_renditions(module& m, std::string name, media::renditions::happening what, std::string detail)
{
    const auto channel = channel_named(name);
    if (!channel)
        co_return;
    using happening = media::renditions::happening;
    co_await keep_event(m, *channel,
                        what == happening::started   ? session_event_kind::RENDITIONS_STARTED
                        : what == happening::stopped ? session_event_kind::RENDITIONS_STOPPED
                                                     : session_event_kind::RENDITIONS_SLOW,
                        std::move(detail));
}

task<> tend(module& m)
{
    const auto on = co_await m.db.read([](db::connection& c) { return lectures::all_on(c); });
    const auto now = m.time.now();
    for (const auto& each : on) {
        if (publishing(m, each.id)) {
            co_await m.db.write([&](db::connection& c) { lectures::note_on_air(c, each.id, now); });
            m.tell_pages(topic_of(each.id) + ":staff", "attendance", json::encode(status_told{each.id, each.state}));
            continue;
        }
        const auto last = each.on_air_at.value_or(now);
        if (now <= std::max(each.end_time, last) + m.with.away)
            continue;
        co_await m.db.write([&](db::connection& c) {
            const auto still = lectures::find(c, each.id);
            if (still && still->state == lecture_status::ON && still->on_air_at == each.on_air_at)
                lectures::end(c, m.of, each.id, end_of(m, *still, now), now);
        });
        log::info("a lecture whose broadcast stayed away was ended", {{"channel", each.id.value}});
    }
    m.presences.forget_idle(now - std::chrono::hours{2});
}

task<> watch_sessions(module& m)
{
    static const auto broadcasts = http::metrics::make_gauge("ahimmoyak_live_broadcasts", "Broadcasts that arrive");
    static const auto starving =
        http::metrics::make_gauge("ahimmoyak_live_starving", "Broadcasts whose line is slower than their picture");
    static const auto viewers =
        http::metrics::make_gauge("ahimmoyak_live_viewers", "Trainees whose pages told of themselves lately");
    static const auto bits =
        http::metrics::make_gauge("ahimmoyak_live_input_bits_per_second", "Of all broadcasts together");
    static const auto unrecorded = http::metrics::make_gauge("ahimmoyak_live_segments_not_recorded",
                                                             "Segments that recordings miss, since the start");
    static const auto workers =
        http::metrics::make_gauge("ahimmoyak_live_rendition_workers", "Processes that make renditions of broadcasts");
    static const auto lag = http::metrics::make_gauge("ahimmoyak_live_rendition_lag_seconds",
                                                      "How long the oldest part waits for its renditions");
    static const auto skipped = http::metrics::make_gauge("ahimmoyak_live_rendition_parts_skipped",
                                                          "Parts that renditions miss, since the start");
    static const auto deaths = http::metrics::make_gauge("ahimmoyak_live_rendition_worker_deaths",
                                                         "Processes of renditions that ended badly, since the start");
    double count = 0;
    double slow = 0;
    double sum = 0;
    std::map<channel_id, session_watched> still;
    const auto now = m.time.now();
    for (const auto& stream : m.hub.all()) {
        const auto channel = channel_named(stream->channel());
        if (!channel)
            continue;
        const auto stats = stream->stats();
        auto& watched = still[*channel] = std::move(m.sessions[*channel]);
        const auto fresh = watch_session(watched, stats, m.recorder.lost(stream->channel()), now);
        if (!fresh.empty()) {
            co_await m.db.write([&](db::connection& c) { keep_session_events(c, *channel, fresh); });
            m.tell_pages(topic_of(*channel) + ":staff", "session",
                         json::encode(status_told{*channel, lecture_status::ON}));
        }
        count += stats.publishing && !stats.ended ? 1 : 0;
        slow += starves(stats) ? 1 : 0;
        sum += stats.publishing && !stats.ended ? stats.bits_per_second : 0;
    }
    m.sessions = std::move(still);
    broadcasts.set(count);
    starving.set(slow);
    bits.set(sum);
    viewers.set(static_cast<double>(m.presences.watching()));
    unrecorded.set(static_cast<double>(m.recorder.lost()));
    const auto made = m.renditions ? m.renditions() : media::renditions::figures{};
    workers.set(static_cast<double>(made.workers));
    lag.set(made.lag_seconds);
    skipped.set(static_cast<double>(made.dropped_parts));
    deaths.set(static_cast<double>(made.deaths));
}

task<> work(module& m)
{
    for (int round = 0; !m.stopping; ++round) {
        co_await sleep_for(std::chrono::milliseconds{500});
        try {
            co_await m.presences.flush();
            if (round % 2 == 0)
                co_await watch_sessions(m);
            if (round % 10 == 0)
                co_await tend(m);
            if (round % 600 == 0) // five minutes
                co_await sweep_recordings(m);
        } catch (const std::exception& e) {
            log::error("the lectures were not looked after; it is tried again", {{"reason", e.what()}});
        }
    }
}

task<> stop(module& m)
{
    m.stopping = true;
    co_await m.presences.flush();
}

task<std::vector<std::string>> topics_for(module& m, caller who, channel_id channel)
{
    co_await m.db.read([&](db::connection& c) { lectures::seen_by(c, m.of, who, channel); });
    std::vector<std::string> topics{topic_of(channel)};
    if (who.as == role::MANAGER)
        topics.push_back(topic_of(channel) + ":staff");
    co_return topics;
}

module::module(db::pool& on, const clock& now, roster& people, media::hub& carries, media::recorder& records,
               objects::store& keeps, chat::module& room, quiz::page_teller tells, options given) :db{on},
    time{now}, of{people}, hub{carries}, recorder{records}, store{keeps}, chat{room},
    tell_pages{std::move(tells)}, with{std::move(given)}, pass{"playback", "/play/", with.playback_key, now},
    recording_pass{"recording", "/recordings/", with.playback_key, now}, shelf{on, keeps, now}, presences{on, now},
    metadata{hub, now}
{
}

void add_routes(http::router& to, json::schema_book& book, module& m)
{
    add_lecture_routes(to, book, m);
    add_room_routes(to, book, m);
    add_playback(to, m.hub, m.pass);
    add_recording_routes(to, book, m);
    add_recording_playback(to, m);
}

} // namespace ahimmoyak::live
