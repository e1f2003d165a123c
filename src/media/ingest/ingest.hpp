#pragma once

#include "media/codec/flv.hpp"
#include "media/hls/segmenter.hpp"
#include "media/ingest/publisher_clock.hpp"
#include "media/ingest/sound_clock.hpp"
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
    std::int64_t drift_milliseconds() const { return sound_.off_milliseconds(); }

private:
    struct picture {
        bool key = false;
        std::string bytes;
    };

    result<> take_video(const rtmp::media_arrived& tag, timestamp arrived);
    result<> configure(const flv::video_tag& tag);
    std::optional<picture> picture_in(const flv::video_tag& tag);
    void learn_size(std::string_view sequence_header);
    result<> take_audio(const rtmp::media_arrived& tag, timestamp arrived);
    std::optional<int> samples_in(const flv::audio_tag& tag) const;
    std::optional<std::int64_t> time_of(const rtmp::media_arrived& tag);
    void begin();

    hls::segmenter segmenter_;
    publisher_clock clock_;
    std::optional<rtmp::stream_metadata> says_;
    std::optional<video_format> video_;
    /// AV1 whose header does not tell its size: the first key frame will.
    std::optional<video_format> sizeless_;
    std::optional<audio_format> audio_;
    sound_clock sound_;
    std::string encoder_;
    std::uint64_t frames_ = 0;
    std::uint64_t dropped_ = 0;
    bool reorders_ = false;
};

} // namespace ahimmoyak::media
