#pragma once

#include "media/recording/index.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::media::recording {

/// Segments of a broadcast that are played as one: about six seconds.
struct stretch {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    std::uint64_t init_offset = 0;
    std::uint64_t init_length = 0;
    std::int64_t duration = 0;
    timestamp program_time{};
    bool discontinuity = false;
};
std::vector<stretch> stretches_of(const std::vector<entry>& all);

/// The media playlist: "0.m4s", "1.m4s" … and their "0-init.mp4". Of a broadcast that is over: VOD, with ENDLIST.
std::string render(const std::vector<stretch>& of);

} // namespace ahimmoyak::media::recording
