#pragma once

#include "db/connection.hpp"
#include "live/lecture.hpp"
#include "media/hls/stream.hpp"

#include <string>
#include <vector>

/// How the broadcast of a lecture arrives: the judgement for its instructor, and what happened to it.
namespace ahimmoyak::live {

/// Above this a viewer waits long for the first picture.
inline constexpr double longest_gop_seconds = 2.05;
/// Media that arrive this much later than at their best are held up on the way.
inline constexpr double starving_seconds = 1.5;

/// The line is slower than the picture that is sent over it.
bool starves(const media::stream_stats& of);
/// What the line carries with some room left, in steps of 100 kbit/s; nothing while it does not starve.
std::optional<std::int64_t> lower_bit_rate(const media::stream_stats& of);

enum class session_event_kind : std::uint8_t {
    CONNECTED,
    CAME_BACK,
    TAKEN_OVER,
    SECOND_REFUSED,
    LOST,
    FORMAT_CHANGED,
    B_FRAMES,
    LONG_GOP,
    STARVATION_STARTED,
    STARVATION_ENDED,
    RECORDING_LOST,
    RENDITIONS_STARTED,
    RENDITIONS_STOPPED,
    RENDITIONS_SLOW
};
BOOST_DESCRIBE_ENUM(session_event_kind, CONNECTED, CAME_BACK, TAKEN_OVER, SECOND_REFUSED, LOST, FORMAT_CHANGED,
                    B_FRAMES, LONG_GOP, STARVATION_STARTED, STARVATION_ENDED, RECORDING_LOST, RENDITIONS_STARTED,
                    RENDITIONS_STOPPED, RENDITIONS_SLOW)

struct session_event {
    std::int64_t id = 0;
    session_event_kind kind = session_event_kind::CONNECTED;
    std::string detail; ///< figures and names that the encoder sends, untranslated
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(session_event, (), (id, kind, detail, created_at))

/// The first of a lecture that are kept; an encoder that comes and goes for hours fills no table.
inline constexpr std::int64_t most_session_events = 500;

/// What was noticed of a broadcast, by watch_session().
struct session_watched {
    media::publication_info publication;
    std::optional<timestamp> starving_since; ///< also what may be a hiccup
    bool connected = false;
    bool told_starving = false;
    bool told_gop = false;
    bool told_reordering = false;
    bool told_refusal = false;
    std::size_t recording_lost = 0;
};
/// Compares what is now with what was, and says what is new. Pure.
std::vector<session_event> watch_session(session_watched& before, const media::stream_stats& now,
                                         std::size_t recording_lost, timestamp at);
/// "1280×720 avc1.64001f, 48000 Hz mp4a.40.2", and the encoder's name.
std::string format_of(const media::publication_info& of);

void keep_session_events(db::connection& in, channel_id of, const std::vector<session_event>& fresh);
/// The latest first.
std::vector<session_event> session_events(db::connection& in, channel_id of);

} // namespace ahimmoyak::live
