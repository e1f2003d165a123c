#include "live/session.hpp"

#include "json/codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ahimmoyak::live {

namespace {

constexpr db::query insert_session_event{R"(
    INSERT INTO live_session_event (live_id, kind, detail, created_at)
    SELECT $1, $2, $3, $4 WHERE (SELECT COUNT(*) FROM live_session_event WHERE live_id = $1) < 500)"};

constexpr db::query session_events_of{R"(
    SELECT id, kind, detail, created_at FROM live_session_event WHERE live_id = $1 ORDER BY id DESC LIMIT 500)"};

// Shorter troubles are over before anybody could act on them.
constexpr std::chrono::seconds hiccup{3};

bool same_format(const media::publication_info& a, const media::publication_info& b)
{
    return a.video == b.video && a.audio == b.audio;
}

} // namespace

bool starves(const media::stream_stats& of)
{
    return of.publishing && !of.ended && of.behind_seconds >= starving_seconds;
}

std::optional<std::int64_t> lower_bit_rate(const media::stream_stats& of)
{
    if (!starves(of) || of.arriving_bits_per_second <= 0)
        return std::nullopt;
    constexpr double step = 100'000;
    const auto most = std::min(of.arriving_bits_per_second, of.bits_per_second) * 0.8;
    return static_cast<std::int64_t>(std::max(std::floor(most / step), 2.0) * step);
}

std::string format_of(const media::publication_info& of)
{
    std::string text;
    if (of.video)
        text += fmt::format("{}×{} {}", of.video->width, of.video->height, of.video->codec);
    if (of.audio)
        text += fmt::format("{}{} Hz {}", text.empty() ? "" : ", ", of.audio->sample_rate, of.audio->codec);
    if (!of.encoder.empty())
        text += " · " + of.encoder;
    return text;
}

std::vector<session_event> watch_session(session_watched& before, const media::stream_stats& now,
                                         std::size_t recording_lost, timestamp at)
{
    std::vector<session_event> fresh;
    const auto tell = [&](session_event_kind kind, std::string detail = {}) {
        fresh.push_back({0, kind, std::move(detail), at});
    };
    using enum session_event_kind;
    // Let in, an encoder takes a moment to say what it sends.
    const bool connected = now.publishing && !now.ended && (now.publication.video || now.publication.audio);
    if (connected && before.connected && !same_format(before.publication, now.publication))
        tell(FORMAT_CHANGED, format_of(now.publication));
    if (!connected || !before.connected)
        before = {now.publication, std::nullopt, connected, false, false, false, false, before.recording_lost};
    before.publication = now.publication;
    if (connected && now.gop_seconds > longest_gop_seconds && !std::exchange(before.told_gop, true))
        tell(LONG_GOP, fmt::format("{:.1f} s", now.gop_seconds));
    if (connected && now.arrived.reorders && !std::exchange(before.told_reordering, true))
        tell(B_FRAMES);
    // An encoder that is refused tries again every few seconds.
    if (connected && now.refused > 0 && !std::exchange(before.told_refusal, true))
        tell(SECOND_REFUSED);
    if (!starves(now)) {
        before.starving_since.reset();
        if (std::exchange(before.told_starving, false))
            tell(STARVATION_ENDED);
    } else {
        before.starving_since = before.starving_since.value_or(at);
        if (at - *before.starving_since >= hiccup && !std::exchange(before.told_starving, true))
            tell(STARVATION_STARTED, fmt::format("{:.1f} Mbit/s", now.arriving_bits_per_second / 1'000'000));
    }
    if (recording_lost > before.recording_lost)
        tell(RECORDING_LOST, std::to_string(recording_lost - before.recording_lost));
    before.recording_lost = recording_lost;
    return fresh;
}

void keep_session_events(db::connection& in, channel_id of, const std::vector<session_event>& fresh)
{
    for (const auto& each : fresh)
        in.run(insert_session_event, of, each.kind, each.detail, each.created_at);
}

std::vector<session_event> session_events(db::connection& in, channel_id of)
{
    return in.all<session_event>(session_events_of, of);
}

} // namespace ahimmoyak::live
