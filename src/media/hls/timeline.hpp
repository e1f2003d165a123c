#pragma once

#include "base/values.hpp"
#include "media/frame.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

/// What a playlist is rendered from. Durations and times are 90 kHz ticks.
namespace ahimmoyak::media::hls {

/// Fixed when a broadcast begins; §6.2.1 forbids to change them later.
struct durations {
    /// EXT-X-TARGETDURATION, whole seconds.
    int target_seconds = 2;
    /// PART-TARGET, ticks.
    std::int64_t part_target = 18'000;
};

struct part {
    shared_bytes bytes;
    std::int64_t duration = 0;
    bool independent = false;
    /// Nothing arrived for this time: listed as GAP=YES.
    bool gap = false;
};

struct segment {
    std::uint64_t msn = 0;
    std::uint64_t init = 0;
    bool discontinuity = false;
    bool complete = false;
    /// Begins with a key frame.
    bool independent = false;
    std::int64_t duration = 0;
    /// Place of its first frame on the media time line.
    std::int64_t start = 0;
    timestamp program_time{};
    std::vector<part> parts;
};

/// The newest segment of a playlist and the newest part in it.
struct edge {
    std::uint64_t msn = 0;
    std::uint64_t part = 0;
};

/// How far another media playlist of the broadcast has come (EXT-X-RENDITION-REPORT).
struct report {
    std::string uri;
    edge at;
};

/// The listed segments; the last may be open (its parts are listed, it is not yet).
struct timeline {
    durations fixed;
    std::uint64_t discontinuity_sequence = 0;
    bool ended = false;
    std::deque<segment> segments;
    std::vector<report> others;
};

/// A run of parts that share one initialization segment and one unbroken time line.
struct run {
    std::optional<video_format> video;
    std::optional<audio_format> audio;
    double frames_per_second = 0;
    durations fixed;
};

/// A media playlist as the multivariant playlist lists it.
struct variant {
    std::string uri;
    run what;
    /// Bits a second.
    std::uint64_t peak_bits = 0;
};

/// A part as the segmenter makes it.
struct new_part {
    /// moof and mdat; what goes before (emsg) is the stream's matter. Empty for a gap.
    std::string bytes;
    std::int64_t start = 0;
    std::int64_t duration = 0;
    timestamp program_time{};
    bool independent = false;
    bool gap = false;
    /// The next part belongs to the next segment.
    bool ends_segment = false;
    /// For statistics.
    unsigned video_frames = 0;
};

} // namespace ahimmoyak::media::hls
