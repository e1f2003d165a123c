#pragma once

#include "base/task.hpp"
#include "media/hls/hub.hpp"
#include "media/ingest/ingest.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ahimmoyak::media {

/// One publication of a channel, whatever connection it arrives by: holds the stream, turns messages
/// into parts and gives them to it. Belongs to one connection's coroutine.
class publisher {
public:
    struct options {
        /// The publication became visible: its first part is out.
        std::function<task<>(std::string channel, publication_info info)> on_started;
        /// It is over. Of publications of which one took the broadcast over from the other, the last one tells.
        std::function<task<>(std::string channel)> on_ended;
        /// Above this, on average over five seconds, it is too fast: media is kept by its time, so an endless bit
        /// rate would be endless memory.
        std::uint64_t max_bits_per_second = 40'000'000;
    };
    enum class verdict : std::uint8_t { ok, over, too_fast, unsupported, malformed };

    /// `way` names the connection in the log: "rtmp". What is referred to outlives it.
    publisher(hub& into, options with, std::string_view way, std::string remote_address);

    /// Takes the channel; false while another publisher holds it (hub::options::takeover_silence).
    bool claim(std::string channel, std::string encoder);
    bool holds() const { return claim_.stream != nullptr; }
    /// The broadcast went on where an earlier publisher had left it.
    bool resumed() const { return resumed_; }
    /// Its first part is out.
    bool visible() const { return visible_; }
    const std::string& channel() const { return channel_; }
    std::uint64_t frames() const { return frames_ ? frames_->frames() : 0; }
    std::uint64_t dropped() const { return frames_ ? frames_->dropped() : 0; }

    /// So many bytes arrived: the publisher is alive.
    verdict heard(std::size_t bytes);
    void describe(const rtmp::stream_metadata& says) { frames_->describe(says); }
    task<verdict> take(const rtmp::media_arrived& tag);
    /// Completes what is open and lets the channel go; the broadcast may go on within the hub's grace time.
    task<> leave(std::string_view why);

private:
    using steady = std::chrono::steady_clock;

    /// Gives what was cut to the stream; false when the publication has lost it.
    task<bool> deliver();

    hub& hub_;
    const options options_;
    const std::string_view way_;
    const std::string remote_;
    std::string channel_;
    std::string encoder_;
    hub::claim claim_;
    std::unique_ptr<ingest> frames_;
    bool resumed_ = false;
    bool visible_ = false;
    /// Somebody was told that it started, this one or the one it took over.
    bool owes_end_ = false;
    steady::time_point window_began_{};
    std::uint64_t window_bytes_ = 0;
};

/// Why a publication is cut off, for the log.
std::string_view to_text(publisher::verdict why);

} // namespace ahimmoyak::media
