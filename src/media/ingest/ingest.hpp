#pragma once

#include "media/codec/flv.hpp"
#include "media/hls/segmenter.hpp"
#include "media/ingest/publisher_clock.hpp"
#include "media/result.hpp"
#include "media/rtmp/session.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::media {

/// Turns the messages of one publication into parts: FLV tags to timed frames to cuts. Pure; a
/// damaged frame is dropped and counted, a codec we cannot package is an error.
class ingest {
public:
    explicit ingest(hls::segmenter::options with) : segmenter_{with} {}

    void describe(const rtmp::stream_metadata& says);
    result<> take(const rtmp::media_arrived& tag, timestamp arrived);
    void finish() { segmenter_.finish(); }
    std::vector<hls::cut> cuts() { return segmenter_.take(); }

    std::uint64_t frames() const { return frames_; }
    std::uint64_t dropped() const { return dropped_; }
    const std::string& encoder() const { return encoder_; }
    /// Pictures come in another order than they are shown.
    bool reorders() const { return reorders_; }
    /// How far the publisher's stamps of the sound are from the sound that arrived.
    std::int64_t drift_milliseconds() const { return drift_ms_; }

private:
    result<> take_video(const rtmp::media_arrived& tag, timestamp arrived);
    result<> take_audio(const rtmp::media_arrived& tag, timestamp arrived);
    std::optional<int> samples_in(const flv::audio_tag& tag) const;
    std::optional<std::int64_t> time_of(const rtmp::media_arrived& tag);
    void begin();

    hls::segmenter segmenter_;
    publisher_clock clock_;
    std::optional<rtmp::stream_metadata> says_;
    std::optional<video_format> video_;
    std::optional<audio_format> audio_;
    /// Audio time counted in samples, so that millisecond stamps do not make it tremble.
    std::optional<std::int64_t> next_sample_;
    std::string encoder_;
    std::uint64_t frames_ = 0;
    std::uint64_t dropped_ = 0;
    bool reorders_ = false;
    std::int64_t drift_ms_ = 0;
};

} // namespace ahimmoyak::media
