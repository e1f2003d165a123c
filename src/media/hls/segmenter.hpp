#pragma once

#include "media/frame.hpp"
#include "media/hls/timeline.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace ahimmoyak::media::hls {

struct segment_end {};

/// What the segmenter tells a stream, in this order of events.
using cut = std::variant<run, new_part, segment_end>;

/// Cuts timed frames into parts and segments. Pure; belongs to one publisher.
///
/// It first gathers frames until it knows the tracks, the frame rate and, when the durations are not
/// fixed yet, the distance of the first two key frames that end a segment. Then every part is made as
/// soon as its last frame is there. Video leads: parts are whole numbers of pictures, and audio rides
/// with the pictures of its time. Without video, audio leads.
///
/// Rules it keeps (draft-pantos-hls-rfc8216bis §4.4.4.9, §6.2.1): no part longer than PART-TARGET; one
/// below 85 % of it is the last of its segment or begins with a key frame; a segment ends at the first
/// key frame after one second, and without one before it would round above TARGETDURATION.
class segmenter {
public:
    struct options {
        /// Given when an earlier publication of the broadcast fixed them.
        std::optional<durations> fixed;
        /// Where the time line begins or goes on, ticks.
        std::int64_t start = 0;
    };
    struct tracks {
        std::optional<video_format> video;
        std::optional<audio_format> audio;
        /// What the encoder claims; 0 when nothing.
        double frames_per_second = 0;
        /// No other track will come: need not be waited for.
        bool all_known = false;
    };

    explicit segmenter(options with);

    /// Begins a run; what was open is finished first. Frames' times count from an origin of the
    /// caller's choice, the same for both tracks; the run is placed after what came before.
    void begin(tracks with);
    /// A frame of the run. Video: dts in 90 kHz ticks as the publisher stamped it, repaired here.
    void push(frame f, timestamp arrived);
    /// Finishes the open part and segment: the publisher is gone.
    void finish();

    std::vector<cut> take() { return std::exchange(cuts_, {}); }
    /// Bytes of frames not yet in a part.
    std::size_t pending_bytes() const { return pending_bytes_; }
    bool gathering() const { return gathering_; }

private:
    struct arrival {
        frame what;
        timestamp at;
    };

    static bool is_key_picture(const arrival& each);
    void gather(frame f, timestamp arrived);
    bool enough() const;
    void start_run();
    double measured_rate() const;
    bool keeps_claimed_rate(double claimed) const;
    std::int64_t first_segment_ticks() const;
    void accept(frame f);
    void lead(frame f);
    void place(frame& f);
    /// Whether the segment goes on after a part.
    enum class segment_then : bool { goes_on, ends };

    bool cut_before(const frame& f);
    void fill_until(std::int64_t until);
    /// `last_length` is the duration of the last picture, 0 for the usual one.
    void close_part(std::int64_t end, std::int64_t last_length, segment_then then);
    void end_segment();
    std::int64_t lead_ticks(const frame& f) const;
    std::int64_t audio_ticks(const frame& f) const;
    std::int64_t longest_segment() const;

    std::optional<durations> fixed_;
    tracks tracks_;
    std::vector<cut> cuts_;
    bool begun_ = false;
    bool gathering_ = false;
    std::deque<arrival> gathered_;
    std::size_t pending_bytes_ = 0;

    // The run.
    std::int64_t next_start_;       // where a run or part may begin on the output time line
    std::int64_t shift_ = 0;        // output time = publisher's time + shift
    timestamp anchor_time_{};       // wall clock of ...
    std::int64_t anchor_ticks_ = 0; // ... this output time
    double frame_ticks_ = 3'000;
    std::int64_t part_frames_ = 6;
    std::int64_t grid_origin_ = 0; // pictures are expected at origin + n frame_ticks
    std::int64_t grid_count_ = 0;
    std::uint32_t sequence_ = 0;

    // The open part and segment.
    bool part_open_ = false;
    std::int64_t part_start_ = 0;
    std::int64_t segment_start_ = 0;
    bool segment_open_ = false;
    std::vector<frame> video_;
    std::deque<frame> audio_;
    std::int64_t since_key_ = 0;
    std::int64_t last_gop_ = 0;
};

} // namespace ahimmoyak::media::hls
