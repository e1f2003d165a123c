#include "control/sessions.hpp"
#include "control/shapes.hpp"

#include <algorithm>

namespace ahimmoyak::control {

namespace {

enum class state { LIVE, OFFLINE };
BOOST_DESCRIBE_ENUM(state, LIVE, OFFLINE)
enum class stream_condition { HEALTHY, STARVING, UNKNOWN };
BOOST_DESCRIBE_ENUM(stream_condition, HEALTHY, STARVING, UNKNOWN)

struct channel_asked {
    std::string channel_arn;
};
BOOST_DESCRIBE_STRUCT(channel_asked, (), (channel_arn))

struct shown_stream {
    std::string channel_arn;
    std::string stream_id;
    std::string playback_url;
    timestamp start_time{};
    control::state state = state::LIVE;
    stream_condition health = stream_condition::UNKNOWN;
    std::int64_t viewer_count = 0;
};
BOOST_DESCRIBE_STRUCT(shown_stream, (), (channel_arn, stream_id, playback_url, start_time, state, health, viewer_count))

struct one_stream {
    shown_stream stream;
};
BOOST_DESCRIBE_STRUCT(one_stream, (), (stream))

struct stream_filter {
    std::optional<stream_condition> health;
};
BOOST_DESCRIBE_STRUCT(stream_filter, (), (health))

struct streams_asked {
    std::optional<stream_filter> filter_by;
    std::optional<std::int64_t> max_results;
    std::optional<std::string> next_token;
};
BOOST_DESCRIBE_STRUCT(streams_asked, (), (filter_by, max_results, next_token))

struct stream_page {
    std::vector<shown_stream> streams;
    std::optional<std::string> next_token;
};
BOOST_DESCRIBE_STRUCT(stream_page, (), (streams, next_token))

struct sessions_asked {
    std::string channel_arn;
    std::optional<std::int64_t> max_results;
    std::optional<std::string> next_token;
};
BOOST_DESCRIBE_STRUCT(sessions_asked, (), (channel_arn, max_results, next_token))

struct session_summary {
    std::string stream_id;
    timestamp start_time{};
    std::optional<timestamp> end_time;
    bool has_error_event = false;
};
BOOST_DESCRIBE_STRUCT(session_summary, (), (stream_id, start_time, end_time, has_error_event))

struct session_page {
    std::vector<session_summary> stream_sessions;
    std::optional<std::string> next_token;
};
BOOST_DESCRIBE_STRUCT(session_page, (), (stream_sessions, next_token))

struct session_asked {
    std::string channel_arn;
    std::optional<std::string> stream_id;
};
BOOST_DESCRIBE_STRUCT(session_asked, (), (channel_arn, stream_id))

struct shown_session {
    std::string stream_id;
    timestamp start_time{};
    std::optional<timestamp> end_time;
    shown_channel channel;
    boost::json::value ingest_configuration;
    std::vector<sessions::happened> truncated_events;
};
BOOST_DESCRIBE_STRUCT(shown_session, (),
                      (stream_id, start_time, end_time, channel, ingest_configuration, truncated_events))

struct one_session {
    shown_session stream_session;
};
BOOST_DESCRIBE_STRUCT(one_session, (), (stream_session))

struct metadata_asked {
    std::string channel_arn;
    std::string metadata;
};
BOOST_DESCRIBE_STRUCT(metadata_asked, (), (channel_arn, metadata))

constexpr std::chrono::seconds starving{3};

problem not_broadcasting()
{
    return {
        404, "ChannelNotBroadcasting", {"이 채널은 지금 방송 중이 아닙니다.", "The channel is not broadcasting now."}};
}

/// What the engine knows of a channel's broadcast; nothing when there is none.
std::optional<shown_stream> look(const module& m, const signer& who, const channels::channel& is)
{
    const auto stream = m.live.hub.find(is.id);
    const auto now = stream ? stream->stats() : media::stream_stats{};
    if (!now.publishing || now.ended)
        return std::nullopt;
    const auto about = shown(m, who, is);
    shown_stream made{about.arn, {}, about.playback_url, now.started_at, state::LIVE, stream_condition::HEALTHY, 0};
    if (m.live.time.now() - now.last_frame_at > starving)
        made.health = stream_condition::STARVING;
    if (is.lecture)
        made.viewer_count = static_cast<std::int64_t>(m.live.presences.watching(*is.lecture));
    return made;
}

task<one_stream> get_stream(module& m, signer who, channel_asked asked)
{
    std::string stream_id;
    const auto is = co_await m.live.db.read([&](db::connection& c) {
        auto found = channels::of(c, who.institution, asked.channel_arn);
        if (const auto last = sessions::find(c, found.id, {}))
            stream_id = last->stream_id;
        return found;
    });
    auto live = look(m, who, is);
    if (!live)
        throw not_broadcasting();
    live->stream_id = stream_id;
    co_return one_stream{*std::move(live)};
}

task<stream_page> list_streams(module& m, signer who, streams_asked asked)
{
    const auto size = static_cast<std::size_t>(page_size(asked.max_results));
    std::vector<std::string> names;
    for (const auto& each : m.live.hub.all())
        if (each->stats().publishing && each->channel() > asked.next_token.value_or(""))
            names.push_back(each->channel());
    std::sort(names.begin(), names.end());
    stream_page page;
    co_await m.live.db.read([&](db::connection& c) {
        page = {};
        for (const auto& each : names) {
            std::optional<channels::channel> is;
            try {
                is = channels::of(c, who.institution, channels::arn_of(each));
            } catch (const problem&) { // another institution's
                continue;
            }
            auto live = look(m, who, *is);
            if (!live || (asked.filter_by && asked.filter_by->health && *asked.filter_by->health != live->health))
                continue;
            if (page.streams.size() == size) {
                const auto last = channels::id_in(page.streams.back().channel_arn, "ivs", "channel");
                page.next_token = last.value_or("");
                return;
            }
            if (const auto last = sessions::find(c, each, {}))
                live->stream_id = last->stream_id;
            page.streams.push_back(*std::move(live));
        }
    });
    co_return page;
}

task<nothing> stop_stream(module& m, signer who, channel_asked asked)
{
    const auto is =
        co_await m.live.db.read([&](db::connection& c) { return channels::of(c, who.institution, asked.channel_arn); });
    if (is.lecture)
        throw conflicting({"이 채널은 라이브 강의입니다. 강의 페이지에서 끝내세요. 출석이 그때 정해집니다.",
                           "This channel is a live lecture. End it in its own page: its attendance is settled then."});
    if (!look(m, who, is))
        throw not_broadcasting();
    m.live.hub.end(is.id);
    co_return nothing{};
}

std::int64_t session_place(const std::optional<std::string>& token)
{
    std::int64_t place = 0;
    if (token && (!json::text_to_whole(*token, place) || place < 1))
        throw wrong({"이 목록의 nextToken이 아닙니다.", "This nextToken is not of this list."});
    return place;
}

task<session_page> list_stream_sessions(module& m, signer who, sessions_asked asked)
{
    const auto size = page_size(asked.max_results);
    const auto before = session_place(asked.next_token);
    const auto found = co_await m.live.db.read([&](db::connection& c) {
        return sessions::of(c, channels::of(c, who.institution, asked.channel_arn).id, before, size + 1);
    });
    session_page page;
    for (const auto& each : found) {
        if (page.stream_sessions.size() == static_cast<std::size_t>(size)) {
            page.next_token = std::to_string(found[static_cast<std::size_t>(size) - 1].seq);
            break;
        }
        page.stream_sessions.push_back({each.stream_id, each.started_at, each.ended_at, false});
    }
    co_return page;
}

task<one_session> get_stream_session(module& m, signer who, session_asked asked)
{
    one_session made;
    co_await m.live.db.read([&](db::connection& c) {
        const auto is = channels::of(c, who.institution, asked.channel_arn);
        const auto found = sessions::find(c, is.id, asked.stream_id.value_or(""));
        if (!found)
            throw no_such({"방송 기록", "the stream session"});
        made.stream_session = {found->stream_id,
                               found->started_at,
                               found->ended_at,
                               shown(m, who, is),
                               boost::json::parse(found->ingest),
                               sessions::events_of(c, *found)};
    });
    co_return made;
}

task<nothing> put_metadata(module& m, signer who, metadata_asked asked)
{
    const auto is =
        co_await m.live.db.read([&](db::connection& c) { return channels::of(c, who.institution, asked.channel_arn); });
    m.live.metadata.put(is.id, std::move(asked.metadata));
    co_return nothing{};
}

} // namespace

void add_stream_operations(operations& to)
{
    to.add("GetStream", kind::reads, get_stream);
    to.add("ListStreams", kind::reads, list_streams);
    to.add("StopStream", kind::changes, stop_stream);
    to.add("GetStreamSession", kind::reads, get_stream_session);
    to.add("ListStreamSessions", kind::reads, list_stream_sessions);
    to.add("PutMetadata", kind::changes, put_metadata);
}

} // namespace ahimmoyak::control
