#pragma once

#include "media/cmaf/fragment_reader.hpp"
#include "media/frame.hpp"
#include "worker/av.hpp"
#include "worker/filter.hpp"

#include <vector>

namespace ahimmoyak::worker {

/// AAC of a sound that not every player plays.
class live_sound {
public:
    explicit live_sound(const media::audio_format& of);

    /// The AudioSpecificConfig of what is made.
    std::string configuration() const;
    /// Times of what is made are samples at this rate.
    static constexpr int rate = 48'000;

    void put(const media::cmaf::sample& sound);
    void restart();
    /// What was made since the last time.
    std::vector<media::frame> take();

private:
    codec decoder_;
    codec encoder_;
    filter shape_;
    int source_rate_;
    std::int64_t least_ = INT64_MIN;
    int wrong_ = 0;
    frame frame_ = new_frame();
    packet packet_ = new_packet();
    packet coded_ = new_packet();
    std::vector<media::frame> made_;
};

} // namespace ahimmoyak::worker
