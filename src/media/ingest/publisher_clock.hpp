#pragma once

#include <cstdint>
#include <optional>

namespace ahimmoyak::media {

/// Turns the 32-bit millisecond stamps of a publisher's two tracks into one 64-bit time, and tells
/// when they break: a jump of more than ten seconds ahead or one second back (RTMP 1.0 §5.3.1.3 lets
/// them wrap; encoders also restart them).
class publisher_clock {
public:
    enum class verdict : std::uint8_t {
        ok,
        /// A new time line begins with this frame.
        broken,
        /// A late frame of the time line before the break: drop it.
        stale,
    };
    struct reading {
        verdict what = verdict::ok;
        std::int64_t milliseconds = 0;
    };

    reading read(bool video, std::uint32_t stamp);

private:
    struct track {
        bool seen = false;
        std::int64_t last = 0;
    };
    track tracks_[2];
    bool started_ = false;
    bool after_break_ = false;
    int stale_ = 0;
};

} // namespace ahimmoyak::media
