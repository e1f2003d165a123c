#pragma once

#include "base/clock.hpp"
#include "db/pool.hpp"
#include "live/recordings.hpp"
#include "media/recording/playlist.hpp"
#include "objects/store.hpp"

#include <map>
#include <memory>
#include <mutex>

namespace ahimmoyak::live {

/// A recording as it is sent to players: its index read, its file open.
struct shelved_recording {
    recordings::recording facts;
    std::vector<media::recording::entry> entries;
    std::vector<media::recording::stretch> stretches;
    std::string playlist;
    objects::local_file file; ///< no descriptor: the store gives the bytes
    timestamp until{};
};

/// Keeps what is being watched at hand for a minute. Thread-safe.
class recording_shelf {
public:
    recording_shelf(db::pool& from, objects::store& keeps, const clock& time) : db_{from}, store_{keeps}, clock_{time}
    {
    }

    /// Nothing when there is none, or it is deleted.
    task<std::shared_ptr<const shelved_recording>> find(channel_id of);
    void drop(channel_id of);

private:
    db::pool& db_;
    objects::store& store_;
    const clock& clock_;
    std::mutex mutex_;
    std::map<channel_id, std::shared_ptr<const shelved_recording>> kept_; // guarded by mutex_
};

} // namespace ahimmoyak::live
