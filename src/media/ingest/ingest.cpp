#include "media/ingest/ingest.hpp"

#include "media/codec/aac.hpp"
#include "media/codec/avc.hpp"
#include "media/codec/flv.hpp"
#include "media/codec/opus.hpp"

#include <utility>

namespace ahimmoyak::media {

namespace {

constexpr std::int64_t ticks_per_millisecond = ticks_per_second / 1'000;
// Sound may arrive in bursts under one stamp; beyond this it has truly drifted.
constexpr std::int64_t most_drift_ms = 100;

} // namespace

void ingest::describe(const rtmp::stream_metadata& says)
{
    if (!says.encoder.empty())
        encoder_ = says.encoder;
    // GStreamer repeats it several times a second.
    says_ = says;
}

void ingest::begin()
{
    hls::segmenter::tracks tracks{video_, audio_, says_ ? says_->frames_per_second : 0, false};
    tracks.all_known = says_ && (says_->has_video || says_->has_audio) && (!says_->has_video || video_) &&
                       (!says_->has_audio || audio_);
    segmenter_.begin(std::move(tracks));
}

result<> ingest::take(const rtmp::media_arrived& tag, timestamp arrived)
{
    return tag.video ? take_video(tag, arrived) : take_audio(tag, arrived);
}

// The frame's place on the publisher's time line in milliseconds; nothing when it is to be dropped.
std::optional<std::int64_t> ingest::time_of(const rtmp::media_arrived& tag)
{
    const auto read = clock_.read(tag.video, tag.timestamp);
    if (read.what == publisher_clock::verdict::stale) {
        ++dropped_;
        return std::nullopt;
    }
    if (read.what == publisher_clock::verdict::broken) {
        next_sample_.reset();
        segmenter_.finish();
        begin();
    }
    return read.milliseconds;
}

result<> ingest::take_video(const rtmp::media_arrived& tag, timestamp arrived)
{
    // Encoders send empty messages to keep a connection alive.
    if (tag.payload.empty())
        return {};
    const auto parsed = flv::parse_video(tag.payload);
    if (!parsed) {
        ++dropped_;
        return parsed.error() == errc::unsupported ? result<>{errc::unsupported} : result<>{};
    }
    if (parsed->what == flv::video_tag::kind::configuration) {
        auto format = avc::parse_configuration(parsed->data);
        if (!format)
            return format.error();
        if (video_ != *format) {
            video_ = std::move(*format);
            begin();
        }
        return {};
    }
    if (parsed->what != flv::video_tag::kind::picture || !video_)
        return {};
    const auto unit = avc::inspect(parsed->data, avc::length_bytes_of(*video_));
    if (!unit || !unit->picture) {
        ++dropped_;
        return {};
    }
    const auto time = time_of(tag);
    if (!time)
        return {};
    ++frames_;
    frame made;
    made.track = track_kind::video;
    made.key = unit->idr;
    made.dts = *time * ticks_per_millisecond;
    reorders_ = reorders_ || parsed->composition_ms > 0;
    made.composition_offset = parsed->composition_ms * static_cast<std::int32_t>(ticks_per_millisecond);
    made.bytes = std::string{parsed->data};
    segmenter_.push(std::move(made), arrived);
    return {};
}

// Nothing for a sound of another codec than the configuration's, or one that cannot be read.
std::optional<int> ingest::samples_in(const flv::audio_tag& tag) const
{
    if (tag.opus != (audio_->codec == "opus"))
        return std::nullopt;
    if (!tag.opus)
        return audio_->frame_samples;
    const auto counted = opus::samples_of(tag.data);
    return counted ? std::optional{*counted} : std::nullopt;
}

result<> ingest::take_audio(const rtmp::media_arrived& tag, timestamp arrived)
{
    if (tag.payload.empty())
        return {};
    const auto parsed = flv::parse_audio(tag.payload);
    if (!parsed) {
        ++dropped_;
        return parsed.error() == errc::unsupported ? result<>{errc::unsupported} : result<>{};
    }
    if (parsed->what == flv::audio_tag::kind::configuration) {
        // ffmpeg repeats an empty configuration at the end of some inputs.
        if (parsed->data.empty())
            return {};
        auto format = parsed->opus ? opus::parse_configuration(parsed->data) : aac::parse_configuration(parsed->data);
        if (!format)
            return format.error();
        if (audio_ != *format) {
            audio_ = std::move(*format);
            next_sample_.reset();
            begin();
        }
        return {};
    }
    if (parsed->what != flv::audio_tag::kind::sound || !audio_ || parsed->data.empty())
        return {};
    const auto samples = samples_in(*parsed);
    if (!samples) {
        ++dropped_;
        return {};
    }
    const auto time = time_of(tag);
    if (!time)
        return {};
    const std::int64_t rate = audio_->sample_rate;
    const auto stamped = *time * rate / 1'000;
    if (next_sample_)
        drift_ms_ = (stamped - *next_sample_) * 1'000 / rate;
    if (!next_sample_ || stamped - *next_sample_ > most_drift_ms * rate / 1'000)
        next_sample_ = stamped;
    if (*next_sample_ - stamped > most_drift_ms * rate / 1'000) {
        // More sound than time: leave a frame out rather than fall behind the picture.
        ++dropped_;
        return {};
    }
    ++frames_;
    frame made;
    made.track = track_kind::audio;
    made.key = true;
    made.dts = *next_sample_;
    made.duration = *samples;
    made.bytes = std::string{parsed->data};
    *next_sample_ += *samples;
    segmenter_.push(std::move(made), arrived);
    return {};
}

} // namespace ahimmoyak::media
