#pragma once

#include "media/hls/timeline.hpp"
#include "media/renditions/protocol.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::media {

/// What renditions a run of a broadcast gets.
struct rendition_plan {
    std::vector<int> sizes; ///< smaller pictures, largest first
    bool aac = false;       ///< the sound needs another codec, so the source's picture is offered with that as well

    bool empty() const { return sizes.empty() && !aac; }
    /// The folders of the media playlists, in the order that the worker tells of them.
    std::vector<std::string> folders() const;
    friend bool operator==(const rendition_plan&, const rendition_plan&) = default;
};

/// `wished`: the sizes of the installation; none when there shall be none. Nothing is made as large as the source,
/// unless the source has a codec that few browsers play.
rendition_plan plan_of(const hls::run& source, const std::vector<int>& wished);

renditions_protocol::order order_of(const hls::run& source, const rendition_plan& plan);

/// "720p, 360p, AAC": for people.
std::string to_text(const rendition_plan& plan);

} // namespace ahimmoyak::media
