#pragma once

#include "media/frame.hpp"
#include "media/result.hpp"

#include <cstdint>
#include <string_view>

/// FLV tag bodies as RTMP carries them (Adobe FLV 10.1 Annex E.4.2, E.4.3; Enhanced RTMP v2).
namespace ahimmoyak::media::flv {

struct video_tag {
    enum class kind : std::uint8_t { configuration, picture, end, other };
    kind what = kind::other;
    video_codec codec = video_codec::avc;
    /// As the tag claims; whether a decoder can begin there only the picture's own headers tell.
    bool key = false;
    /// pts - dts in milliseconds, signed.
    std::int32_t composition_ms = 0;
    std::string_view data;
};

struct audio_tag {
    enum class kind : std::uint8_t { configuration, sound, other };
    kind what = kind::other;
    bool opus = false; ///< AAC otherwise
    std::string_view data;
};

/// Unsupported for any codec but H.264, HEVC and AV1, respectively AAC and Opus. The views point into `body`.
result<video_tag> parse_video(std::string_view body);
result<audio_tag> parse_audio(std::string_view body);

} // namespace ahimmoyak::media::flv
