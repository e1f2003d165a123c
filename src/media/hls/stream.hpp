#pragma once

#include "base/clock.hpp"
#include "base/news.hpp"
#include "base/task.hpp"
#include "media/frame.hpp"
#include "media/hls/family.hpp"
#include "media/hls/tap.hpp"
#include "media/hls/timeline.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::media {

/// Who sends a broadcast and what it is made of; what a control plane shows of it.
struct publication_info {
    std::string remote_address;
    /// What the encoder calls itself (flashVer or onMetaData's encoder); untrusted text, at most 128 bytes.
    std::string encoder;
    std::optional<video_format> video;
    std::optional<audio_format> audio;
    double frames_per_second = 0;
    /// A publisher that came back within the grace time: the same broadcast goes on.
    bool resumed = false;
    /// It has the broadcast from another publisher, which is shut out.
    bool took_over = false;
};

/// What the ingest noticed of a publication's frames.
struct ingest_facts {
    std::uint64_t frames = 0;
    /// Damaged, late, or more sound than time.
    std::uint64_t dropped = 0;
    /// Pictures come in another order than they are shown (B-frames).
    bool reorders = false;
    /// Between the stamps of the sound and the sound itself.
    std::int64_t drift_milliseconds = 0;
};

struct stream_stats {
    /// A publisher is connected now.
    bool publishing = false;
    /// The broadcast is over (ENDLIST stands in the playlist).
    bool ended = false;
    publication_info publication;
    timestamp started_at{};
    /// When the last frame arrived.
    timestamp last_frame_at{};
    /// Over the parts of the last ten seconds or so.
    double bits_per_second = 0;
    double frames_per_second = 0;
    /// Distance of the last two key frames; above 2 s viewers wait long for their first picture.
    double gop_seconds = 0;
    /// Times the publisher came back.
    unsigned reconnects = 0;
    /// Others that were refused while this publication was on air.
    unsigned refused = 0;
    /// Bytes of media held in memory.
    std::size_t bytes_held = 0;
    /// What arrives in a second of wall-clock time, over the same parts as the rates above.
    double arriving_bits_per_second = 0;
    /// How much later than at its best in this publication the media arrive: the line is slower than the picture.
    double behind_seconds = 0;
    ingest_facts arrived;
};

/// The place of a timed event in the broadcast.
struct media_moment {
    /// Seconds on the time line of the media (tfdt), which emsg and the player's metadata use.
    double media_seconds = 0;
    /// The same moment as PROGRAM-DATE-TIME.
    timestamp program_time{};
};

/// A playlist request's delivery directives (draft-pantos-hls-rfc8216bis §6.2.5).
struct playlist_request {
    std::optional<std::uint64_t> msn;
    std::optional<std::uint64_t> part;
    bool skip = false;
};

struct playlist_answer {
    enum class outcome : std::uint8_t {
        ok,
        /// Directives no client may send: part without msn, too far in the future (400).
        bad_request,
        /// What was asked for did not come within three target durations (503).
        late,
        /// Nothing was published yet (404).
        absent,
    };
    outcome result = outcome::absent;
    /// A blocking request was answered with what it waited for: cacheable for long.
    bool blocking = false;
    std::chrono::milliseconds target_duration{0};
    shared_bytes plain;
    shared_bytes gzip;
};

/// One broadcast: a ring of segments and parts, its playlists, and the waiters for the next part.
/// Thread-safe: one publisher adds on its thread, any number of viewers read on theirs. Made by `hub`.
class stream {
public:
    struct options {
        /// Media listed in the playlist.
        std::chrono::milliseconds window{33'000};
        /// Number of the first segment. Later broadcasts of a channel must begin higher, so that no
        /// address ever means two things to a cache.
        std::uint64_t first_msn = 0;
        /// Given each segment that is complete, with its initialization segment and run; called under the lock of the
        /// stream, so it must be quick.
        std::function<void(const hls::segment&, const shared_bytes&, const hls::run&)> on_segment{};
        /// Told of each change, under the lock of the stream as well: whoever makes renditions of it.
        std::function<void(hls::tapped)> on_change{};
        /// Of a rendition: its folder below the broadcast, and the DISCONTINUITY tags of the source before its begin.
        std::string folder{};
        std::uint64_t discontinuities = 0;
    };
    /// Number that fences off a publisher which another one has replaced.
    using epoch = std::uint64_t;

    stream(std::string channel, options with, const clock& time,
           std::shared_ptr<hls::family> among = std::make_shared<hls::family>());

    const std::string& channel() const { return channel_; }

    // Viewers.

    /// The media playlist, held until what `asked` names exists (§6.2.5.2), at most three target durations.
    task<playlist_answer> playlist(playlist_request asked);
    /// The multivariant playlist; null until something was published.
    task<shared_bytes> multivariant();
    /// A part once it is whole; waits for the hinted one; null when it is unknown.
    task<std::optional<hls::part>> part(std::uint64_t msn, std::uint64_t number);
    /// The parts of a complete segment, in order; empty when it is unknown.
    std::vector<shared_bytes> segment(std::uint64_t msn) const;
    /// An initialization segment; null when it is unknown.
    shared_bytes init(std::uint64_t number) const;
    /// Another media playlist of this broadcast by its folder; null when there is none.
    std::shared_ptr<stream> rendition(std::string_view folder) const;

    // Whoever makes renditions.

    /// A media playlist beside the source's, whose first segment is `first_msn`; it ends with this stream. Null when
    /// that has ended.
    std::shared_ptr<stream> add_rendition(const std::string& folder, std::uint64_t first_msn,
                                          std::uint64_t discontinuities);
    /// It is not to be had any more: no ENDLIST, since the broadcast goes on elsewhere, but a 404.
    void withdraw_rendition(const std::string& folder);

    // The owner of the broadcast.

    /// Stamps `text` (at most 1024 bytes of UTF-8) as an ID3 TXXX frame into the next part and says
    /// where it will show; nullopt when nobody publishes or the text is too long.
    std::optional<media_moment> put_metadata(std::string text);
    /// Ends the broadcast: completes the last segment, writes ENDLIST, shuts the publisher out.
    void end();
    stream_stats stats() const;
    bool ended() const;

    // The publisher (rtmp::server); each call is refused, with false, once `by` was replaced or the stream ended.

    struct hold {
        epoch by = 0;
        /// Another publisher was on air and is shut out: it ends without a word, its heir answers for it.
        bool took_over = false;
    };
    /// Takes the broadcast over: nullopt while another publisher holds it that was heard within `silence` (without
    /// one: that is there at all), or after end().
    std::optional<hold> claim(std::optional<std::chrono::milliseconds> silence);
    /// The publisher is alive (any bytes).
    bool heard(epoch by);
    /// Whether durations were fixed by an earlier publication, which a later one must keep.
    std::optional<hls::durations> fixed_durations() const;
    /// Where the media time line goes on, ticks.
    std::int64_t end_of_media() const;
    /// Begins a run of parts with one initialization segment; a second one makes a DISCONTINUITY.
    bool open(epoch by, hls::run with, publication_info info);
    bool add(epoch by, hls::new_part made);
    /// What was noticed so far.
    void note(epoch by, const ingest_facts& facts);
    /// The last part turned out to be the last of its segment.
    bool end_segment(epoch by);
    /// The publisher is gone; the broadcast may go on within the hub's grace time. False when another one has it.
    bool release(epoch by);

    // The hub.

    /// Wakes all waiters, for those whose patience is over, unless something else did a moment ago.
    void tick();
    std::size_t waiting() const;
    /// Since when nobody publishes; nullopt while somebody does.
    std::optional<std::chrono::steady_clock::time_point> silent_since() const;
    std::optional<std::chrono::steady_clock::time_point> ended_since() const;
    std::uint64_t next_msn() const;

private:
    using steady = std::chrono::steady_clock;

    /// Bytes and frames of the last parts, for rates.
    struct sample {
        std::int64_t duration;
        std::size_t bytes;
        unsigned frames;
        timestamp at;
    };

    void wake();

    // All of these are called with the mutex held.
    bool holds(const playlist_request& asked) const;
    bool too_far(const playlist_request& asked) const;
    const hls::segment* find_segment(std::uint64_t msn) const;
    std::string stamp_events(hls::new_part& made);
    void close_segment();
    void publish();
    void trim();
    void withdraw();
    void tell(hls::tapped what) const
    {
        if (options_.on_change)
            options_.on_change(std::move(what));
    }
    bool owned_by(epoch by) const { return !ended_at_ && epoch_ == by && claimed_; }

    const std::string channel_;
    const options options_;
    const clock& clock_;
    const std::shared_ptr<hls::family> among_;
    news changed_;
    std::atomic<steady::time_point> told_at_{};

    mutable std::mutex mutex_;
    epoch epoch_ = 0;
    bool claimed_ = false;
    /// The holder is on air, or has it from one that was.
    bool on_air_ = false;
    unsigned refused_ = 0;
    /// Refused since the holder was heard last: it may be the same encoder, back before its old line was seen to be torn.
    unsigned refused_lately_ = 0;
    steady::time_point heard_at_{};
    steady::time_point released_at_{};
    std::optional<steady::time_point> ended_at_;
    hls::timeline timeline_;
    std::deque<hls::segment> retired_;
    std::vector<std::pair<std::uint64_t, shared_bytes>> inits_;
    std::deque<std::string> metadata_;
    std::uint32_t metadata_number_ = 0;
    std::size_t bytes_held_ = 0;
    publication_info info_;
    timestamp started_at_{};
    timestamp last_frame_at_{};
    std::int64_t last_key_at_ = -1;
    std::int64_t gop_ticks_ = 0;
    unsigned reconnects_ = 0;
    ingest_facts facts_;
    /// The least and the latest delay between a part's end and its arrival, since the publication began.
    std::optional<std::chrono::milliseconds> least_delay_;
    std::chrono::milliseconds delay_{0};
    std::uint64_t next_msn_;
    std::int64_t end_of_media_;
    bool broken_ = false;
    hls::run run_;
    std::uint64_t peak_bits_ = 0;
    std::deque<sample> recent_;
    shared_bytes full_;
    shared_bytes full_gzip_;
    shared_bytes delta_;
    shared_bytes delta_gzip_;
    std::map<std::string, std::shared_ptr<stream>, std::less<>> renditions_;
    std::uint64_t discontinuities_;
    bool withdrawn_ = false;
};

} // namespace ahimmoyak::media
