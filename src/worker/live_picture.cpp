#include "worker/live_picture.hpp"

#include "worker/annexb.hpp"
#include "worker/ladder.hpp"
#include "worker/source.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace ahimmoyak::worker {

namespace {

constexpr AVRational ticks{1, 90'000};
constexpr auto live_codecs = "h264,hevc,libdav1d,av1,vp9";
constexpr std::int64_t most_live_pixels = 4096LL * 2304;

AVCodecID id_of(const std::string& name)
{
    const auto begins = [&](const char* with) { return name.starts_with(with); };
    return begins("avc")                    ? AV_CODEC_ID_H264
           : begins("hvc") || begins("hev") ? AV_CODEC_ID_HEVC
           : begins("av01")                 ? AV_CODEC_ID_AV1
           : begins("vp09")                 ? AV_CODEC_ID_VP9
                                            : AV_CODEC_ID_NONE;
}

codec open_decoder(const media::video_format& of)
{
    const auto* found = avcodec_find_decoder(id_of(of.codec));
    if (found == nullptr)
        throw failure{"unsupported"};
    codec made{there(avcodec_alloc_context3(found))};
    const auto& head = of.configuration;
    made->extradata = static_cast<std::uint8_t*>(there(av_mallocz(head.size() + AV_INPUT_BUFFER_PADDING_SIZE)));
    std::memcpy(made->extradata, head.data(), head.size());
    made->extradata_size = static_cast<int>(head.size());
    made->pkt_timebase = ticks;
    made->codec_whitelist = av_strdup(live_codecs);
    made->max_pixels = most_live_pixels;
    // Threads by frames would hold pictures back.
    made->thread_type = FF_THREAD_SLICE;
    made->thread_count = 2;
    if (avcodec_open2(made.get(), found, nullptr) < 0)
        throw failure{"unsupported"};
    return made;
}

codec open_encoder(const picture_size& size, int of_size, double frames_per_second)
{
    const auto* x264 = avcodec_find_encoder_by_name("libx264");
    if (x264 == nullptr)
        throw failure{"no_encoder"};
    codec made{there(avcodec_alloc_context3(x264))};
    made->width = size.width;
    made->height = size.height;
    made->pix_fmt = AV_PIX_FMT_YUV420P;
    made->time_base = ticks;
    made->framerate = av_d2q(std::clamp(frames_per_second, 1.0, 120.0), 1'000'000);
    made->gop_size = 100'000; // key frames are asked for, where the source has them
    made->thread_count = of_size > 480 ? 2 : 1;
    made->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    made->rc_max_rate = most_bits(of_size);
    made->rc_buffer_size = most_bits(of_size);
    av_opt_set(made->priv_data, "preset", "veryfast", 0);
    av_opt_set(made->priv_data, "tune", "zerolatency", 0);
    av_opt_set(made->priv_data, "profile", "main", 0);
    av_opt_set(made->priv_data, "crf", "23", 0);
    av_opt_set(made->priv_data, "forced-idr", "1", 0);
    av_opt_set(made->priv_data, "x264-params", "scenecut=0", 0);
    must(avcodec_open2(made.get(), x264, nullptr), "no_encoder");
    return made;
}

} // namespace

live_pictures::live_pictures(const media::video_format& of, double frames_per_second, const std::vector<int>& sizes)
    : decoder_{open_decoder(of)}, drains_at_keys_{decoder_->codec_id == AV_CODEC_ID_H264}
{
    for (const int each : sizes) {
        const auto size = sized(of.width, of.height, each);
        auto made = std::make_unique<rung>();
        char chain[96];
        std::snprintf(chain, sizeof chain, "scale=%d:%d:flags=bilinear,setsar=1,format=yuv420p", size.width,
                      size.height);
        made->shape = std::make_unique<filter>(AVMEDIA_TYPE_VIDEO, chain, ticks);
        made->with = open_encoder(size, each, frames_per_second);
        offered_.push_back(
            {size.width, size.height,
             configuration_record({made->with->extradata, static_cast<std::size_t>(made->with->extradata_size)})});
        if (offered_.back().configuration.empty())
            throw failure{"no_encoder"};
        rungs_.push_back(std::move(made));
    }
}

void live_pictures::put(const media::cmaf::sample& picture)
{
    // Nothing before a key frame is shown after it: what the decoder holds back belongs to the part before.
    if (picture.key && drains_at_keys_ && !waiting_.empty()) {
        finish();
        avcodec_flush_buffers(decoder_.get());
    }
    must(av_new_packet(packet_.get(), static_cast<int>(picture.bytes.size())), "broken");
    std::memcpy(packet_->data, picture.bytes.data(), picture.bytes.size());
    packet_->dts = picture.dts;
    packet_->pts = picture.dts + picture.composition_offset;
    packet_->duration = picture.duration;
    packet_->flags = picture.key ? AV_PKT_FLAG_KEY : 0;
    waiting_.push_back({picture.dts, picture.duration});
    if (picture.key)
        key_times_.push_back(packet_->pts);
    const int before = wrong_;
    decode_into_rungs(packet_.get());
    av_packet_unref(packet_.get());
    // A picture that means nothing is never shown.
    if (wrong_ > before && !waiting_.empty())
        waiting_.pop_back();
}

void live_pictures::restart()
{
    avcodec_flush_buffers(decoder_.get());
    waiting_.clear();
    key_times_.clear();
}

void live_pictures::finish()
{
    decode_into_rungs(nullptr);
    waiting_.clear();
    key_times_.clear();
}

// The n-th picture to be shown takes the n-th place in the order of coding: the renditions have no pictures that wait
// for later ones, and yet the same places.
void live_pictures::decode_into_rungs(const AVPacket* what)
{
    decode(*decoder_, what, *frame_, wrong_, [this](AVFrame& shown) {
        if (waiting_.empty())
            return;
        const auto at = waiting_.front();
        waiting_.pop_front();
        shown.pts = shown.best_effort_timestamp == AV_NOPTS_VALUE ? at.dts : shown.best_effort_timestamp;
        const auto key = std::find(key_times_.begin(), key_times_.end(), shown.pts);
        shown.pict_type = key == key_times_.end() ? AV_PICTURE_TYPE_NONE : AV_PICTURE_TYPE_I;
        if (key != key_times_.end())
            key_times_.erase(key_times_.begin(), key + 1);
        for (const auto& each : rungs_) {
            each->now = at;
            each->put(&shown);
        }
    });
}

void live_pictures::rung::put(AVFrame* shown)
{
    const auto type = shown->pict_type;
    const auto pts = shown->pts;
    shape->put(shown, [&](AVFrame& each) {
        each.pts = pts;
        each.pict_type = type;
        must(avcodec_send_frame(with.get(), &each), "broken");
        take();
    });
}

void live_pictures::rung::take()
{
    while (avcodec_receive_packet(with.get(), coded.get()) >= 0) {
        media::frame one;
        one.key = (coded->flags & AV_PKT_FLAG_KEY) != 0;
        one.dts = now.dts;
        one.duration = now.duration;
        one.composition_offset = static_cast<std::int32_t>(std::clamp<std::int64_t>(
            coded->pts - now.dts, -10 * media::ticks_per_second, 10 * media::ticks_per_second));
        one.bytes = length_prefixed({coded->data, static_cast<std::size_t>(coded->size)});
        made.push_back(std::move(one));
        av_packet_unref(coded.get());
    }
}

std::vector<media::frame> live_pictures::take(std::size_t size, std::int64_t before)
{
    std::vector<media::frame> all;
    auto& made = rungs_[size]->made;
    while (!made.empty() && made.front().dts < before) {
        all.push_back(std::move(made.front()));
        made.pop_front();
    }
    return all;
}

} // namespace ahimmoyak::worker
