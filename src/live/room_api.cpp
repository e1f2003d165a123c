#include "http/endpoint.hpp"
#include "live/attendance.hpp"
#include "live/curve.hpp"
#include "live/lecture_api.hpp"
#include "live/lectures.hpp"
#include "live/report_workbook.hpp"

#include <stdexcept>

namespace ahimmoyak::live {

namespace {

using channel_path = http::path<"channelId", channel_id>;

struct stream_health {
    bool broadcasting = false;
    std::optional<std::int64_t> width;
    std::optional<std::int64_t> height;
    std::optional<double> frames_per_second;
    std::optional<std::int64_t> bits_per_second;
    std::optional<double> gop_seconds;
    std::int64_t viewers = 0;
    std::optional<timestamp> broadcasting_since;
    std::optional<std::string> encoder;
    bool has_sound = false;
    bool reorders = false;                                ///< B-frames: pictures come later than need be
    bool starving = false;                                ///< the line is slower than the picture
    double behind_seconds = 0;                            ///< how much later than at its best it arrives
    std::optional<std::int64_t> lower_to_bits_per_second; ///< what the line would carry
    std::int64_t dropped_frames = 0;
    std::int64_t drift_milliseconds = 0; ///< between sound and its stamps
    std::int64_t reconnects = 0;
    std::int64_t segments_not_recorded = 0;
    bool rare_codec = false; ///< pictures that not every browser can play
};
BOOST_DESCRIBE_STRUCT(stream_health, (),
                      (broadcasting, width, height, frames_per_second, bits_per_second, gop_seconds, viewers,
                       broadcasting_since, encoder, has_sound, reorders, starving, behind_seconds,
                       lower_to_bits_per_second, dropped_frames, drift_milliseconds, reconnects, segments_not_recorded,
                       rare_codec))

struct session_event_list {
    std::vector<session_event> items;
};
BOOST_DESCRIBE_STRUCT(session_event_list, (), (items))

struct watching {
    bool playing = false;
    bool visible = false;
    std::optional<double> latency_seconds;
};
BOOST_DESCRIBE_STRUCT(watching, (), (playing, visible, latency_seconds))

struct presence_credit {
    lecture_status status = lecture_status::CREATED;
    std::int64_t present_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(presence_credit, (), (status, present_seconds))

std::shared_ptr<media::stream> stream_of(const module& m, channel_id channel)
{
    return m.hub.find(std::to_string(channel.value));
}

task<stream_health> health(module& m, caller who, channel_path channel)
{
    co_await m.db.read([&](db::connection& c) { lectures::managed_by(c, who, channel.value); });
    stream_health shown;
    shown.viewers = static_cast<std::int64_t>(m.presences.watching(channel.value));
    const auto stream = stream_of(m, channel.value);
    if (!stream)
        co_return shown;
    const auto now = stream->stats();
    shown.broadcasting = now.publishing && !now.ended;
    if (!shown.broadcasting)
        co_return shown;
    if (now.publication.video) {
        shown.width = now.publication.video->width;
        shown.height = now.publication.video->height;
    }
    shown.frames_per_second = now.frames_per_second;
    shown.bits_per_second = static_cast<std::int64_t>(now.bits_per_second);
    shown.gop_seconds = now.gop_seconds;
    shown.broadcasting_since = now.started_at;
    if (!now.publication.encoder.empty())
        shown.encoder = now.publication.encoder;
    shown.has_sound = now.publication.audio.has_value();
    shown.reorders = now.arrived.reorders;
    shown.starving = starves(now);
    shown.behind_seconds = now.behind_seconds;
    shown.lower_to_bits_per_second = lower_bit_rate(now);
    shown.dropped_frames = static_cast<std::int64_t>(now.arrived.dropped);
    shown.drift_milliseconds = now.arrived.drift_milliseconds;
    shown.reconnects = now.reconnects;
    shown.rare_codec = now.publication.video && now.publication.video->kind != media::video_codec::avc;
    shown.segments_not_recorded = static_cast<std::int64_t>(m.recorder.lost(std::to_string(channel.value.value)));
    co_return shown;
}

task<session_event_list> list_events(module& m, caller who, channel_path channel)
{
    co_return co_await m.db.read([&](db::connection& c) {
        return session_event_list{session_events(c, lectures::managed_by(c, who, channel.value).id)};
    });
}

/// Whether there is a picture to be present at; an encoder that reconnects takes no minutes away.
bool on_air(const module& m, channel_id channel)
{
    const auto stream = stream_of(m, channel);
    return stream && !stream->ended();
}

task<http::with_headers<presence_credit>> report_presence(module& m, caller who, http::incoming in,
                                                          channel_path channel, http::body<watching> seen)
{
    const auto now = m.time.now();
    std::optional<enrollment_id> place;
    const auto found = co_await m.db.read([&](db::connection& c) {
        auto which = lectures::seen_by(c, m.of, who, channel.value);
        if (who.as == role::EMPLOYEE)
            place = m.of.enrollment(c, who.user, which.course_provide_id);
        return which;
    });
    http::with_headers<presence_credit> answer{{found.state, 0}, {}};
    if (place && found.state == lecture_status::ON) {
        const beat heard{now, seen->playing && on_air(m, found.id), found.started_at.value_or(now), found.start_time};
        const auto mine = co_await m.presences.take(found.id, *place, who.user, heard);
        answer.value.present_seconds = mine.present_ms / 1000;
    }
    if (!found.over()) {
        const bool secure = origin_of(*in.value, m.with).starts_with("https://");
        answer.headers.emplace_back("Set-Cookie", m.pass.issue(found.id.value, secure).to_header());
    }
    co_return answer;
}

task<attendance> show_attendance(module& m, caller who, channel_path channel)
{
    const auto seen_of = channel.value;
    co_await m.db.read([&](db::connection& c) { lectures::managed_by(c, who, seen_of); });
    const auto seen = co_await m.presences.of(seen_of);
    const auto now = m.time.now();
    co_return co_await m.db.read_long(
        [&](db::connection& c) { return attendance_of(c, m.of, lectures::managed_by(c, who, seen_of), seen, now); });
}

struct new_metadata {
    std::string metadata; ///< UTF-8 of at most 1,024 bytes, taken exactly as sent
};
BOOST_DESCRIBE_STRUCT(new_metadata, (), (metadata))

/// Where it will show: on the time line of the media, and as the playlist's PROGRAM-DATE-TIME.
struct placed_metadata {
    double media_seconds = 0;
    timestamp program_time{};
};
BOOST_DESCRIBE_STRUCT(placed_metadata, (), (media_seconds, program_time))

task<placed_metadata> put_metadata(module& m, caller who, channel_path channel, http::body<new_metadata> what)
{
    co_await m.db.read([&](db::connection& c) { lectures::managed_by(c, who, channel.value); });
    const auto at = m.metadata.put(std::to_string(channel.value.value), std::move(what.value.metadata));
    co_return placed_metadata{at.media_seconds, at.program_time};
}

struct lecture_minutes {
    std::vector<lecture_minute> items;
};
BOOST_DESCRIBE_STRUCT(lecture_minutes, (), (items))

task<lecture_minutes> show_minutes(module& m, caller who, channel_path channel)
{
    const auto of = channel.value;
    co_await m.db.read([&](db::connection& c) { lectures::managed_by(c, who, of); });
    const auto seen = co_await m.presences.of(of);
    const auto now = m.time.now();
    co_return co_await m.db.read_long(
        [&](db::connection& c) { return lecture_minutes{curve_of(c, lectures::managed_by(c, who, of), seen, now)}; });
}

task<http::response> send_workbook(module& m, caller who, http::incoming in, channel_path channel)
{
    const auto of = channel.value;
    co_await m.db.read([&](db::connection& c) { lectures::managed_by(c, who, of); });
    const auto seen = co_await m.presences.of(of);
    const auto now = m.time.now();
    const auto speaks = in->speaks;
    const auto sheets = co_await m.db.read_long([&](db::connection& c) {
        const auto which = lectures::managed_by(c, who, of);
        return report_sheets(which, attendance_of(c, m.of, which, seen, now), curve_of(c, which, seen, now), now,
                             m.with.zone, speaks);
    });
    auto bytes = co_await m.spreadsheets.run([&] { return tables::write_xlsx(sheets); });
    if (!bytes)
        throw std::runtime_error{"a workbook cannot be written; is there room for temporary files?"};
    http::response answer{
        200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", std::move(*bytes), {}};
    answer.with("Content-Disposition", "attachment; filename=\"attendance-" + std::to_string(of.value) + ".xlsx\"")
        .with("Cache-Control", "no-store");
    co_return answer;
}

} // namespace

void add_room_routes(http::router& to, json::schema_book& book, module& m)
{
    constexpr auto manager = http::allow::only(role::MANAGER);
    constexpr auto both = http::allow::only(role::MANAGER, role::EMPLOYEE);
    http::routes<module> r{to, book, m};
    r.get("/v1/live/{channelId}/health", manager, "How the broadcast of a lecture arrives", health);
    r.get("/v1/live/{channelId}/session-events", manager, "What happened to the broadcast of a lecture", list_events);
    r.post("/v1/live/{channelId}/presence", both.kept_elsewhere(), "Tell that the lecture is being watched",
           report_presence);
    r.post("/v1/live/{channelId}/metadata", manager.kept_elsewhere(),
           "Write into the picture, for the viewers' players", put_metadata);
    r.get("/v1/live/{channelId}/attendance", manager.of_people(), "Who was present at a lecture, and how long",
          show_attendance);
    r.get("/v1/live/{channelId}/attendance/minutes", manager,
          "How many were present, answered and wrote in each minute of a lecture", show_minutes);
    r.get("/v1/live/{channelId}/attendance/workbook", manager.of_people(), "The attendance of a lecture as XLSX",
          send_workbook);
}

} // namespace ahimmoyak::live
