#include "media/ingest/ingest.hpp"

#include "media/codec/aac.hpp"
#include "media/codec/av1.hpp"
#include "media/codec/avc.hpp"
#include "media/codec/flv.hpp"
#include "media/codec/hevc.hpp"
#include "media/codec/opus.hpp"

#include <tuple>
#include <utility>

namespace ahimmoyak::media {

namespace {

constexpr std::int64_t ticks_per_millisecond = ticks_per_second / 1'000;

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
        sound_.restart();
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
    if (parsed->what == flv::video_tag::kind::configuration)
        return configure(*parsed);
    if (parsed->what != flv::video_tag::kind::picture || !(video_ || sizeless_))
        return {};
    auto shown = picture_in(*parsed);
    if (!shown) {
        ++dropped_;
        return {};
    }
    const auto time = time_of(tag);
    if (!time)
        return {};
    ++frames_;
    frame made;
    made.track = track_kind::video;
    made.key = shown->key;
    made.dts = *time * ticks_per_millisecond;
    reorders_ = reorders_ || parsed->composition_ms > 0;
    made.composition_offset = parsed->composition_ms * static_cast<std::int32_t>(ticks_per_millisecond);
    made.bytes = std::move(shown->bytes);
    segmenter_.push(std::move(made), arrived);
    return {};
}

result<> ingest::configure(const flv::video_tag& tag)
{
    auto format = tag.codec == video_codec::avc    ? avc::parse_configuration(tag.data)
                  : tag.codec == video_codec::hevc ? hevc::parse_configuration(tag.data)
                                                   : av1::parse_configuration(tag.data);
    if (!format)
        return format.error();
    if (format->width == 0) {
        if (!video_ || video_->configuration != format->configuration)
            sizeless_ = std::move(*format);
        return {};
    }
    sizeless_.reset();
    if (video_ != *format) {
        video_ = std::move(*format);
        begin();
    }
    return {};
}

void ingest::learn_size(std::string_view sequence_header)
{
    const auto size = av1::size_of(sequence_header);
    if (!size)
        return;
    auto made = *std::exchange(sizeless_, std::nullopt);
    std::tie(made.width, made.height) = *size;
    if (video_ != made) {
        video_ = std::move(made);
        begin();
    }
}

// Nothing for one of another codec than the configuration's, or one that cannot be read.
std::optional<ingest::picture> ingest::picture_in(const flv::video_tag& tag)
{
    if (tag.codec == video_codec::av1) {
        const auto unit = av1::inspect(tag.data);
        if (!unit || !unit->picture)
            return std::nullopt;
        if (sizeless_ && unit->key && !unit->sequence_header.empty())
            learn_size(unit->sequence_header);
        if (sizeless_ || !video_ || video_->kind != video_codec::av1)
            return std::nullopt;
        return picture{unit->key, av1::without_delimiters(tag.data)};
    }
    if (!video_ || video_->kind != tag.codec)
        return std::nullopt;
    const auto unit = tag.codec == video_codec::hevc ? hevc::inspect(tag.data, hevc::length_bytes_of(*video_))
                                                     : avc::inspect(tag.data, avc::length_bytes_of(*video_));
    if (!unit || !unit->picture)
        return std::nullopt;
    return picture{unit->idr, std::string{tag.data}};
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
            sound_ = sound_clock{audio_->sample_rate};
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
    const auto place = sound_.place(*time, *samples);
    if (!place) {
        ++dropped_;
        return {};
    }
    ++frames_;
    frame made;
    made.track = track_kind::audio;
    made.key = true;
    made.dts = *place;
    made.duration = *samples;
    made.bytes = std::string{parsed->data};
    segmenter_.push(std::move(made), arrived);
    return {};
}

} // namespace ahimmoyak::media
