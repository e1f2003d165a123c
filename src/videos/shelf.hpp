#pragma once

#include "base/clock.hpp"
#include "base/task.hpp"
#include "db/pool.hpp"
#include "objects/store.hpp"
#include "videos/video.hpp"

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace ahimmoyak::videos {

/// A video as it is sent to players: playlists rendered, files open.
struct shelved {
    struct file {
        std::string key;
        objects::local_file opened;        ///< no descriptor: the store gives the bytes
        std::vector<std::uint64_t> starts; ///< of a rendition: of its segments, and where the last ends
    };
    prepared facts;
    std::string multivariant;
    std::map<std::int64_t, std::string> playlists;
    std::map<std::int64_t, file> files;
    timestamp until{};
};

/// Keeps what is being watched at hand for a minute, so that a segment takes no look at database and folders.
/// Thread-safe.
class shelf {
public:
    shelf(db::pool& from, objects::store& keeps, const clock& time) : database_{from}, store_{keeps}, clock_{time} {}

    /// Nothing when it is not READY.
    task<std::shared_ptr<const shelved>> find(video_id which);
    void drop(video_id which);

private:
    db::pool& database_;
    objects::store& store_;
    const clock& clock_;
    std::mutex mutex_;
    std::unordered_map<std::int64_t, std::shared_ptr<const shelved>> kept_; // guarded by mutex_
};

} // namespace ahimmoyak::videos
