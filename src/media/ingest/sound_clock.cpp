#include "media/ingest/sound_clock.hpp"

#include <algorithm>

namespace ahimmoyak::media {

namespace {

// Sound may arrive in bursts under one stamp; beyond this it has truly left its place.
constexpr std::int64_t most_off_ms = 100;
constexpr std::int64_t window_ms = 2'000;
// Stamps are whole milliseconds, cut off or rounded.
constexpr std::int64_t rounding_ms = 2;
// A quarter of a percent of a sound is heard by nobody; crystals differ by a hundredth.
constexpr std::int64_t steps = 400;

} // namespace

void sound_clock::restart()
{
    next_.reset();
    off_ = most_ = window_ = behind_ = 0;
}

std::optional<std::int64_t> sound_clock::place(std::int64_t milliseconds, int samples)
{
    const auto stamped = milliseconds * rate_ / 1'000;
    const auto most_off = most_off_ms * rate_ / 1'000;
    off_ = next_ ? stamped - *next_ : 0;
    if (-off_ > most_off)
        return std::nullopt;
    if (!next_ || off_ > most_off) {
        restart();
        next_ = stamped;
    }
    compare(off_, samples);
    const auto step = std::max<std::int64_t>(samples / steps, 1);
    const auto made_up = std::clamp(behind_, -step, step);
    behind_ -= made_up;
    const auto at = *next_ + made_up;
    next_ = at + samples;
    return at;
}

// Of a burst under one stamp the first lies in its place, as the very first sound does: it is the one to go by.
void sound_clock::compare(std::int64_t off, int samples)
{
    most_ = window_ == 0 ? off : std::max(most_, off);
    window_ += samples;
    if (window_ < window_ms * rate_ / 1'000)
        return;
    window_ = 0;
    const auto rounding = rounding_ms * rate_ / 1'000;
    behind_ = most_ > rounding || most_ < -rounding ? most_ : 0;
}

} // namespace ahimmoyak::media
