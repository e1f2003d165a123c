#pragma once

#include <cstdint>
#include <optional>

namespace ahimmoyak::media {

/// Where sounds lie on the publisher's time line, in samples. Counted, so that millisecond stamps do not make them
/// tremble; and led back to the stamps, without a step, where the sound card's clock runs away from the picture's.
class sound_clock {
public:
    explicit sound_clock(int sample_rate = 48'000) : rate_{sample_rate} {}

    /// The place of a sound of so many samples that is stamped so; nothing when there is more sound than time, and this
    /// one has to be left out.
    std::optional<std::int64_t> place(std::int64_t milliseconds, int samples);
    /// A new time line begins.
    void restart();
    /// How far the last stamp was from its sound.
    std::int64_t off_milliseconds() const { return off_ * 1'000 / rate_; }

private:
    void compare(std::int64_t off, int samples);

    std::int64_t rate_;
    std::optional<std::int64_t> next_;
    std::int64_t off_ = 0;
    /// The most that a stamp was ahead of its sound since the window began.
    std::int64_t most_ = 0;
    std::int64_t window_ = 0;
    /// Still to be made up for.
    std::int64_t behind_ = 0;
};

} // namespace ahimmoyak::media
