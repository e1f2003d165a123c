#include "control/sessions.hpp"

#include "base/random.hpp"
#include "json/codec.hpp"

namespace ahimmoyak::control::sessions {

namespace {

constexpr db::query insert_session{R"(
    INSERT INTO control_session (stream_id, channel, started_at, ingest, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $3, $3) RETURNING seq)"};
constexpr db::query last_session{R"(
    SELECT seq, stream_id, started_at, ended_at, ingest FROM control_session
    WHERE channel = $1 ORDER BY seq DESC LIMIT 1)"};
constexpr db::query go_on{"UPDATE control_session SET ended_at = NULL, updated_at = $1 WHERE seq = $2"};
constexpr db::query set_session_end{R"(
    UPDATE control_session SET ended_at = $1, updated_at = $1 WHERE channel = $2 AND ended_at IS NULL)"};
constexpr db::query insert_event{R"(
    INSERT INTO control_event (session_seq, name, type, created_at, updated_at) VALUES ($1, $2, $3, $4, $4))"};
constexpr db::query page_of_sessions{R"(
    SELECT seq, stream_id, started_at, ended_at, ingest FROM control_session
    WHERE channel = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3)"};
constexpr db::query session_by_id{R"(
    SELECT seq, stream_id, started_at, ended_at, ingest FROM control_session WHERE channel = $1 AND stream_id = $2)"};
constexpr db::query events_of_session{R"(
    SELECT name, type, created_at AS event_time FROM control_event WHERE session_seq = $1 ORDER BY id DESC LIMIT 500)"};
constexpr db::query erase_sessions{"DELETE FROM control_session WHERE channel = $1"};

struct video_configuration {
    std::string codec;
    std::string encoder;
    std::string avc_profile;
    std::string avc_level;
    std::int64_t target_framerate = 0;
    std::int64_t video_height = 0;
    std::int64_t video_width = 0;
};
BOOST_DESCRIBE_STRUCT(video_configuration, (),
                      (codec, encoder, avc_profile, avc_level, target_framerate, video_height, video_width))

struct audio_configuration {
    std::string codec;
    std::int64_t sample_rate = 0;
    std::int64_t channels = 0;
};
BOOST_DESCRIBE_STRUCT(audio_configuration, (), (codec, sample_rate, channels))

struct ingest_configuration {
    std::optional<video_configuration> video;
    std::optional<audio_configuration> audio;
};
BOOST_DESCRIBE_STRUCT(ingest_configuration, (), (video, audio))

// "avc1.64001f": the profile and the level are hexadecimal, of the AVCDecoderConfigurationRecord.
std::string avc_profile(const std::string& codec)
{
    const auto profile = codec.size() >= 7 ? codec.substr(5, 2) : std::string{};
    if (profile == "42")
        return "Baseline";
    if (profile == "4d" || profile == "4D")
        return "Main";
    return profile == "64" ? "High" : profile;
}

std::string avc_level(const std::string& codec)
{
    if (codec.size() < 11)
        return {};
    const auto level = std::strtol(codec.substr(9, 2).c_str(), nullptr, 16);
    return std::to_string(level / 10) + "." + std::to_string(level % 10);
}

ingest_configuration configuration_of(const media::publication_info& by)
{
    ingest_configuration made;
    const bool is_avc = by.video && by.video->kind == media::video_codec::avc;
    if (by.video)
        made.video = video_configuration{by.video->codec,
                                         by.encoder,

                                         is_avc ? avc_profile(by.video->codec) : std::string{},
                                         is_avc ? avc_level(by.video->codec) : std::string{},
                                         static_cast<std::int64_t>(by.frames_per_second + 0.5),
                                         by.video->height,
                                         by.video->width};
    if (by.audio)
        made.audio = audio_configuration{by.audio->codec, by.audio->sample_rate, by.audio->channels};
    return made;
}

void note(db::connection& in, std::int64_t session, std::string_view name, std::string_view type, timestamp now)
{
    in.run(insert_event, session, name, type, now);
}

constexpr std::string_view state_change = "IVS Stream State Change";

} // namespace

void begin(db::connection& in, const std::string& channel, const media::publication_info& by, timestamp now)
{
    const auto last = in.first<session>(last_session, channel);
    if (by.resumed && last) {
        in.run(go_on, now, last->seq);
        note(in, last->seq, by.took_over ? "Stream Takeover" : "Stream Start", state_change, now);
        return;
    }
    in.run(set_session_end, now, channel); // of a process that was killed
    const auto seq = in.first<std::int64_t>(insert_session, "st-" + random_alphanumeric(23), channel, now,
                                            json::encode(configuration_of(by)))
                         .value();
    note(in, seq, "Session Created", state_change, now);
    note(in, seq, "Stream Start", state_change, now);
}

void end(db::connection& in, const std::string& channel, timestamp now)
{
    const auto last = in.first<session>(last_session, channel);
    if (!last || last->ended_at)
        return;
    in.run(set_session_end, now, channel);
    note(in, last->seq, "Stream End", state_change, now);
}

std::vector<session> of(db::connection& in, const std::string& channel, std::int64_t before, std::int64_t most)
{
    constexpr std::int64_t beyond_all = std::int64_t{1} << 53;
    return in.all<session>(page_of_sessions, channel, before > 0 ? before : beyond_all, most);
}

std::optional<session> find(db::connection& in, const std::string& channel, const std::string& stream_id)
{
    return stream_id.empty() ? in.first<session>(last_session, channel)
                             : in.first<session>(session_by_id, channel, stream_id);
}

std::vector<happened> events_of(db::connection& in, const session& which)
{
    return in.all<happened>(events_of_session, which.seq);
}

void forget(db::connection& in, const std::string& channel) { in.run(erase_sessions, channel); }

} // namespace ahimmoyak::control::sessions
