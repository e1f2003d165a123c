#pragma once

#include "base/news.hpp"
#include "base/task.hpp"
#include "media/hls/stream.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::media {

class rendition_job;

/// Has a media worker make other renditions of each broadcast: a sandboxed process of its own, beside the way of the
/// media. It is given each part after that is out, in a queue that never grows: the source's viewers notice neither
/// its haste nor its end.
class renditions {
public:
    enum class happening : std::uint8_t {
        started, ///< detail: what is offered
        stopped, ///< detail: the code of the failure
        slow,    ///< the machine is too slow for them; the sound's codec is still changed
    };
    struct options {
        std::filesystem::path worker; ///< the program; empty: beside this one
        std::vector<int> sizes;
        /// Whether smaller pictures are wanted, asked again at each segment. The codec of sound is always changed.
        std::function<bool()> wanted;
        std::size_t most_ladders = 1;    ///< broadcasts with smaller pictures at the same time
        int processors = 1;              ///< that one worker may use
        std::uint64_t memory_mib = 2048; ///< of one worker, at most
        std::chrono::milliseconds most_lag{2'000};
        std::function<std::shared_ptr<stream>(const std::string&)> find;
        /// Told of what happens to a channel's renditions; on the executor of work().
        std::function<task<>(std::string channel, happening what, std::string detail)> on_happening;
    };
    struct figures {
        std::size_t workers = 0;
        double lag_seconds = 0; ///< of the one that is furthest behind
        std::uint64_t dropped_parts = 0;
        std::uint64_t deaths = 0;
    };

    explicit renditions(options with);
    ~renditions();

    /// A stream has changed. Called under its lock: only puts it into a queue. Any thread.
    void take(const std::string& channel, hls::tapped what);

    /// Has renditions made until stop(). Spawn it once.
    task<> work();
    /// Ends the workers.
    task<> stop();

    figures now() const;

private:
    friend class rendition_job;
    struct inbox;

    const options options_;
    news arrived_;
    std::atomic<bool> stopping_{false};
    std::atomic<std::size_t> ladders_{0};
    std::atomic<std::uint64_t> dropped_{0};
    std::atomic<std::uint64_t> deaths_{0};
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<inbox>, std::less<>> inboxes_; // guarded by mutex_
    std::size_t jobs_ = 0;                                               // work()'s own
};

std::string_view to_text(renditions::happening what);

} // namespace ahimmoyak::media
