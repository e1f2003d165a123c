#pragma once

#include "base/news.hpp"
#include "base/work_pool.hpp"
#include "media/hls/timeline.hpp"
#include "media/recording/file.hpp"

#include <atomic>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace ahimmoyak::media {

/// Writes broadcasts to disk on a thread of its own. take() never waits: when the disk is too slow the segments that it
/// cannot follow are left out of the recording, and the broadcast does not notice. Thread-safe.
class recorder {
public:
    struct options {
        std::filesystem::path folder;
        std::size_t most_waiting = 64U << 20;    ///< bytes of all broadcasts
        std::uint64_t least_free = 512ULL << 20; ///< bytes of the disk that are left to others
    };
    explicit recorder(options with);

    /// From now on the segments of this channel are kept.
    void open(const std::string& channel);
    /// A segment is complete. Called by the stream, which goes on at once.
    void take(const std::string& channel, const hls::segment& done, const shared_bytes& init, const hls::run& of);
    /// Segments of the channel that were left out since open().
    std::size_t lost(const std::string& channel) const;
    /// Segments left out since the program began.
    std::size_t lost() const { return lost_all_; }

    /// Writes what waits, and closes the file: its stem, when there is anything in it.
    task<std::optional<std::filesystem::path>> finish(std::string channel);
    /// Removes what is left of a channel from the folder.
    task<> discard(std::string channel);

    /// Writes what arrives, until stop(). Spawn it once.
    task<> work();
    /// Writes what waits and ends the thread.
    task<> stop();

    /// For work that blocks on the files of recordings.
    work_pool& thread() { return pool_; }

private:
    void write_waiting();
    bool has_room() const;

    const options with_;
    news arrived_;
    std::atomic<bool> stopping_{false};
    std::atomic<std::size_t> lost_all_{0};
    mutable std::mutex mutex_;
    std::set<std::string, std::less<>> wanted_;                                  // guarded by mutex_
    std::deque<std::pair<std::string, recording::segment_of>> waiting_;          // guarded by mutex_
    std::size_t waiting_bytes_ = 0;                                              // guarded by mutex_
    std::map<std::string, std::size_t, std::less<>> lost_;                       // guarded by mutex_
    std::map<std::string, std::unique_ptr<recording::file>, std::less<>> files_; // the thread's
    work_pool pool_{1};
};

} // namespace ahimmoyak::media
