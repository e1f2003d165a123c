#pragma once

#include "base/clock.hpp"
#include "base/task.hpp"
#include "media/hls/stream.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ahimmoyak::media {

/// The broadcasts of this process by channel name. Thread-safe.
class hub {
public:
    struct options {
        std::chrono::milliseconds window{33'000};
        /// How long a broadcast waits for its publisher to come back before it ends by itself.
        std::chrono::milliseconds grace{30'000};
        /// How long an ended broadcast can still be watched to its end.
        std::chrono::milliseconds linger{60'000};
        /// A newcomer takes the channel over from a publisher silent for this long; 0 takes it at once, nothing never.
        std::optional<std::chrono::milliseconds> takeover_silence{3'000};
        /// Given each complete segment of each channel (stream::options::on_segment).
        std::function<void(const std::string&, const hls::segment&, const shared_bytes&, const hls::run&)> on_segment{};
        /// Told of each change of each channel (stream::options::on_change).
        std::function<void(const std::string&, hls::tapped)> on_change{};
    };
    /// A publisher's hold of a stream.
    struct claim {
        std::shared_ptr<media::stream> stream;
        media::stream::epoch epoch = 0;
        bool took_over = false;
    };

    hub(options with, const clock& time);

    /// The broadcast of a channel, also an ended one that lingers; null when there is none. Allocates nothing.
    std::shared_ptr<stream> find(std::string_view channel) const;
    std::vector<std::shared_ptr<stream>> all() const;
    /// Bytes of media held by all streams.
    std::size_t bytes_held() const;

    /// Ends the broadcast of a channel (the lecture is over): ENDLIST, and its publisher is cut off.
    void end(std::string_view channel);

    /// Makes or continues the broadcast of `channel` for a publisher; nullopt while another one is heard.
    std::optional<claim> publish(const std::string& channel);

    /// Ends silent broadcasts after their grace and forgets ended ones, until close(). Spawn it once:
    /// `spawn(executor, "media hub", hub.tend())`; the hub must outlive it.
    task<> tend();
    /// One round of tend().
    void tend_once();
    /// Ends every broadcast and lets tend() return within a quarter of a second.
    void close();

private:
    const options options_;
    const clock& clock_;
    std::atomic<bool> closed_{false};
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<stream>, std::less<>> streams_;
};

} // namespace ahimmoyak::media
