#pragma once

#include "media/hls/timeline.hpp"

#include <cstdint>
#include <string>
#include <variant>

/// What a stream tells of each change, for whoever makes renditions of it.
namespace ahimmoyak::media::hls {

struct tapped_run {
    run what;
};
struct tapped_part {
    std::uint64_t msn = 0;
    std::size_t number = 0;
    /// DISCONTINUITY tags up to its segment, with those that left.
    std::uint64_t discontinuities = 0;
    /// Its times and marks; the bytes are `media`.
    new_part what;
    /// The emsg boxes stamped into it, which begin `media`.
    std::string events;
    shared_bytes media;
};
/// The last part turned out to end its segment.
struct tapped_segment_end {};
struct tapped_end {};

using tapped = std::variant<tapped_run, tapped_part, tapped_segment_end, tapped_end>;

} // namespace ahimmoyak::media::hls
