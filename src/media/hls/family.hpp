#pragma once

#include "media/hls/timeline.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::media::hls {

/// What the media playlists of one broadcast say of each other: the multivariant playlist and the rendition reports.
/// Each stream tells of itself. Thread-safe; its lock is taken last.
class family {
public:
    /// The folder of a media playlist below that of the broadcast; empty for the source's.
    using name = std::string;

    /// How far a playlist has come. `listed` says whether players are told of it.
    void tell(const name& who, const variant& is, const edge& at, bool listed);
    void forget(const name& who);

    /// The others' edges, as the playlist of `who` reports them.
    std::vector<report> reports_for(const name& who) const;
    /// What the multivariant playlist lists: the source first, then from the largest picture down.
    std::vector<variant> variants() const;

private:
    struct member {
        variant is;
        edge at;
        bool listed = false;
    };
    mutable std::mutex mutex_;
    std::map<name, member, std::less<>> members_; // guarded by mutex_
};

/// The address of a media playlist as seen from the folder of the broadcast.
std::string playlist_name(std::string_view folder);

} // namespace ahimmoyak::media::hls
