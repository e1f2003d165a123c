#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace ahimmoyak::media {

/// Bytes that are never changed once made, shared by everybody who sends them. Thread-safe.
using shared_bytes = std::shared_ptr<const std::string>;

enum class track_kind : std::uint8_t { video, audio };

/// The time base of every video track and of the playlist: 90,000 ticks a second.
inline constexpr std::int64_t ticks_per_second = 90'000;

enum class video_codec : std::uint8_t { avc, hevc, av1 };

/// What a decoder must know before the first picture.
struct video_format {
    int width = 0;
    int height = 0;
    /// As in a CODECS attribute: "avc1.64001f", "hvc1.1.6.L93.b0", "av01.0.04M.08" (RFC 6381).
    std::string codec;
    /// Frames a second as the parameter set says; 0 when it says nothing.
    double frames_per_second = 0;
    /// The AVCDecoderConfigurationRecord or HEVCDecoderConfigurationRecord of ISO/IEC 14496-15, or the
    /// AV1CodecConfigurationRecord of the AV1 binding.
    std::string configuration;
    video_codec kind = video_codec::avc;

    friend bool operator==(const video_format&, const video_format&) = default;
};

/// What a decoder must know before the first sound (AAC or Opus).
struct audio_format {
    int sample_rate = 0;
    int channels = 0;
    /// "mp4a.40.2" and its kin, or "opus".
    std::string codec;
    /// Samples of one access unit: 1024 or 960; of Opus the usual ones, each packet says its own.
    int frame_samples = 1024;
    /// The AudioSpecificConfig of ISO/IEC 14496-3; of Opus the OpusHead of RFC 7845.
    std::string configuration;

    friend bool operator==(const audio_format&, const audio_format&) = default;
};

/// One access unit. Times are ticks of its track: 90 kHz for video, the sample rate for audio.
struct frame {
    track_kind track = track_kind::video;
    bool key = false;
    std::int64_t dts = 0;
    /// pts - dts; may be negative (seen from hardware encoders).
    std::int32_t composition_offset = 0;
    std::int64_t duration = 0;
    std::string bytes;
};

} // namespace ahimmoyak::media
