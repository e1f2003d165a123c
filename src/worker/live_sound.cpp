#include "worker/live_sound.hpp"

#include "worker/source.hpp"

#include <cstring>
#include <utility>

namespace ahimmoyak::worker {

namespace {

codec open_sound_decoder(const media::audio_format& of)
{
    const auto id = of.codec == "opus"             ? AV_CODEC_ID_OPUS
                    : of.codec.starts_with("mp4a") ? AV_CODEC_ID_AAC
                                                   : AV_CODEC_ID_NONE;
    const auto* found = avcodec_find_decoder(id);
    if (found == nullptr)
        throw failure{"unsupported"};
    codec made{there(avcodec_alloc_context3(found))};
    const auto& head = of.configuration;
    made->extradata = static_cast<std::uint8_t*>(there(av_mallocz(head.size() + AV_INPUT_BUFFER_PADDING_SIZE)));
    std::memcpy(made->extradata, head.data(), head.size());
    made->extradata_size = static_cast<int>(head.size());
    made->sample_rate = of.sample_rate;
    av_channel_layout_default(&made->ch_layout, std::clamp(of.channels, 1, 8));
    made->pkt_timebase = {1, of.sample_rate};
    if (avcodec_open2(made.get(), found, nullptr) < 0)
        throw failure{"unsupported"};
    return made;
}

codec open_aac()
{
    const auto* aac = avcodec_find_encoder(AV_CODEC_ID_AAC);
    if (aac == nullptr)
        throw failure{"no_encoder"};
    codec made{there(avcodec_alloc_context3(aac))};
    made->sample_fmt = AV_SAMPLE_FMT_FLTP;
    made->sample_rate = live_sound::rate;
    av_channel_layout_default(&made->ch_layout, 2);
    made->bit_rate = 128'000;
    made->time_base = {1, live_sound::rate};
    made->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    must(avcodec_open2(made.get(), aac, nullptr), "no_encoder");
    return made;
}

} // namespace

live_sound::live_sound(const media::audio_format& of)
    : decoder_{open_sound_decoder(of)}, encoder_{open_aac()},
      // Holes are filled with silence, so that the sound stays where the picture is.
      shape_{AVMEDIA_TYPE_AUDIO,
             "aresample=48000:async=1000,aformat=sample_fmts=fltp:channel_layouts=stereo:sample_rates=48000",
             AVRational{1, rate}, 1024},
      source_rate_{of.sample_rate}
{
}

std::string live_sound::configuration() const
{
    return {reinterpret_cast<const char*>(encoder_->extradata), static_cast<std::size_t>(encoder_->extradata_size)};
}

void live_sound::put(const media::cmaf::sample& sound)
{
    must(av_new_packet(packet_.get(), static_cast<int>(sound.bytes.size())), "broken");
    std::memcpy(packet_->data, sound.bytes.data(), sound.bytes.size());
    packet_->pts = packet_->dts = sound.dts;
    packet_->duration = sound.duration;
    // The encoder's first frame says what was before the first sample: nothing.
    if (least_ == INT64_MIN)
        least_ = av_rescale_q(sound.dts, {1, source_rate_}, {1, rate});
    decode(*decoder_, packet_.get(), *frame_, wrong_, [this](AVFrame& heard) {
        heard.pts = av_rescale_q(heard.best_effort_timestamp, {1, source_rate_}, {1, rate});
        shape_.put(&heard, [this](AVFrame& each) {
            each.pts = av_rescale_q(each.pts, shape_.time_base(), {1, rate});
            must(avcodec_send_frame(encoder_.get(), &each), "broken");
            while (avcodec_receive_packet(encoder_.get(), coded_.get()) >= 0) {
                if (coded_->pts >= least_) {
                    media::frame one;
                    one.track = media::track_kind::audio;
                    one.key = true;
                    one.dts = coded_->pts;
                    one.duration = 1024;
                    one.bytes.assign(reinterpret_cast<const char*>(coded_->data),
                                     static_cast<std::size_t>(coded_->size));
                    made_.push_back(std::move(one));
                }
                av_packet_unref(coded_.get());
            }
        });
    });
    av_packet_unref(packet_.get());
}

void live_sound::restart() { avcodec_flush_buffers(decoder_.get()); }

std::vector<media::frame> live_sound::take() { return std::exchange(made_, {}); }

} // namespace ahimmoyak::worker
