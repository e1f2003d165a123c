#pragma once

#include "base/problem.hpp"
#include "base/values.hpp"
#include "json/codec.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::videos {

inline constexpr std::size_t most_cues = 5'000;
inline constexpr std::int64_t last_moment_ms = 24 * 3'600'000;

/// A caption: plain text, at most a few lines.
struct cue {
    whole<0, last_moment_ms> start_ms;
    whole<0, last_moment_ms> end_ms;
    ahimmoyak::text<1, 500> text;
};
BOOST_DESCRIBE_STRUCT(cue, (), (start_ms, end_ms, text))

struct read_captions {
    std::vector<cue> cues;     ///< in order
    std::vector<issue> issues; ///< at most 20, each at "/lines/<n>"; with any, the cues are not to be used
};

/// Reads WebVTT (W3C) or SubRip by what it is. Styles, positions and markup are left out; what is not understood is
/// an issue, never passed over. Takes any bytes without harm.
read_captions captions_from(std::string_view file);

/// What is wrong with cues that were written by hand; sorts them.
std::vector<issue> set_in_order(std::vector<cue>& cues);

std::string to_webvtt(const std::vector<cue>& cues);

/// "ko", "en", "zh-hant": what a language may be called.
bool is_language(std::string_view tag);

} // namespace ahimmoyak::videos
