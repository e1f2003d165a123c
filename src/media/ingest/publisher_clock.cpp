#include "media/ingest/publisher_clock.hpp"

namespace ahimmoyak::media {

namespace {

constexpr std::int64_t furthest_ahead = 10'000;
constexpr std::int64_t furthest_back = 1'000;
// Late frames of a time line that ended; more than this is no lateness.
constexpr int most_stale = 250;

std::int64_t unwrap(std::int64_t near, std::uint32_t stamp)
{
    const auto low = static_cast<std::uint32_t>(near & 0xFFFFFFFF);
    return near + static_cast<std::int32_t>(stamp - low);
}

} // namespace

publisher_clock::reading publisher_clock::read(bool video, std::uint32_t stamp)
{
    auto& own = tracks_[video ? 1 : 0];
    auto& other = tracks_[video ? 0 : 1];
    if (!started_) {
        started_ = true;
        own = {true, stamp};
        return {verdict::ok, own.last};
    }
    // The tracks may start apart, so a track's first frame is judged by the other track.
    const auto near = own.seen ? own.last : other.last;
    const auto now = unwrap(near, stamp);
    const auto back = own.seen ? furthest_back : furthest_ahead;
    const auto in_step = now - near <= furthest_ahead && now - near >= -back;
    // A track that paused for long is still in time if it meets the other one.
    const auto meets_other = own.seen && other.seen && now > near && now - other.last <= furthest_ahead;
    if (in_step || meets_other) {
        own = {true, now};
        stale_ = 0;
        return {verdict::ok, now};
    }
    if (!own.seen && after_break_ && ++stale_ <= most_stale)
        return {verdict::stale, now};
    stale_ = 0;
    after_break_ = true;
    own = {true, static_cast<std::int64_t>(stamp)};
    other = {};
    return {verdict::broken, own.last};
}

} // namespace ahimmoyak::media
