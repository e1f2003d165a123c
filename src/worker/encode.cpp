#include "worker/encode.hpp"

#include "videos/protocol.hpp"
#include "worker/filter.hpp"
#include "worker/ladder.hpp"
#include "worker/output.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ahimmoyak::worker {

namespace {

constexpr AVRational video_base{1, 90'000};
constexpr int sound_rate = 48'000;
constexpr double wanted_lufs = -16;
constexpr std::int64_t most_copied_bits = 8'000'000;

bool fits_players(source& from)
{
    const auto& shape = *from.video().codecpar;
    const auto ratio = av_guess_sample_aspect_ratio(&from.file(), &from.video(), nullptr);
    const bool square = ratio.num == 0 || ratio.num == ratio.den;
    const auto bits = shape.bit_rate > 0 ? shape.bit_rate : from.file().bit_rate;
    return shape.codec_id == AV_CODEC_ID_H264 && shape.extradata_size > 4 && shape.extradata[0] == 1 &&
           shape.format == AV_PIX_FMT_YUV420P && shape.field_order <= AV_FIELD_PROGRESSIVE && shape.profile <= 100 &&
           from.turns() == 0 && square && std::min(shape.width, shape.height) <= 1088 && bits <= most_copied_bits;
}

bool sound_fits_players(source& from)
{
    const auto* stream = from.audio();
    return stream != nullptr && stream->codecpar->codec_id == AV_CODEC_ID_AAC &&
           stream->codecpar->profile == FF_PROFILE_AAC_LOW && stream->codecpar->extradata_size >= 2 &&
           stream->codecpar->ch_layout.nb_channels <= 2 && stream->codecpar->sample_rate >= 32'000;
}

struct picture_encoder {
    picture_encoder(source& from, const rung& is, output& into) : to{into}
    {
        const auto size = sized(from.width(), from.height(), is.size);
        char chain[160];
        const bool woven = from.video().codecpar->field_order > AV_FIELD_PROGRESSIVE;
        const auto rate = av_guess_frame_rate(&from.file(), &from.video(), nullptr);
        const double fps = rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 30;
        std::snprintf(chain, sizeof chain, "%s%s%sscale=%d:%d:flags=bicubic,setsar=1,format=yuv420p",
                      woven ? "yadif," : "", fps > 61 && fps < 1000 ? "fps=60," : "", turned(from.turns()).c_str(),
                      size.width, size.height);
        shape = std::make_unique<filter>(AVMEDIA_TYPE_VIDEO, chain, video_base);
        const auto* x264 = avcodec_find_encoder_by_name("libx264");
        if (x264 == nullptr)
            throw failure{"no_encoder"};
        with.reset(there(avcodec_alloc_context3(x264)));
        with->width = size.width;
        with->height = size.height;
        with->pix_fmt = AV_PIX_FMT_YUV420P;
        with->time_base = video_base;
        with->framerate = fps >= 1 && fps <= 61 ? rate : AVRational{30, 1};
        with->gop_size = 1000;
        with->thread_count = 2;
        with->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
        with->rc_max_rate = most_bits(is.size);
        with->rc_buffer_size = 2 * most_bits(is.size);
        av_opt_set(with->priv_data, "preset", "veryfast", 0);
        av_opt_set(with->priv_data, "crf", "23", 0);
        av_opt_set(with->priv_data, "forced-idr", "1", 0);
        av_opt_set(with->priv_data, "x264-params", "scenecut=0:rc-lookahead=20", 0);
        must(avcodec_open2(with.get(), x264, nullptr), "broken");
        length = av_rescale_q(1, av_inv_q(with->framerate), video_base);
    }

    void put(AVFrame* shown)
    {
        shape->put(shown, [this](AVFrame& each) {
            const auto at = av_rescale_q(each.pts, shape->time_base(), video_base);
            if (at <= last)
                return;
            last = each.pts = at;
            const bool key = at >= next_key;
            while (next_key <= at)
                next_key += segment_90k;
            each.pict_type = key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
            must(avcodec_send_frame(with.get(), &each), "broken");
            take();
        });
        if (shown == nullptr) {
            avcodec_send_frame(with.get(), nullptr);
            take();
        }
    }
    void take()
    {
        while (avcodec_receive_packet(with.get(), made.get()) >= 0) {
            if (made->duration <= 0)
                made->duration = length;
            to.put_video(*made, video_base);
            av_packet_unref(made.get());
        }
    }

    output& to;
    std::unique_ptr<filter> shape;
    codec with;
    packet made = new_packet();
    std::int64_t last = -1;
    std::int64_t next_key = 0;
    std::int64_t length = 3000;
};

struct sound_encoder {
    explicit sound_encoder(std::optional<double> loudness)
    {
        const double gain = loudness ? std::clamp(wanted_lufs - *loudness, -20.0, 12.0) : 0;
        char chain[200];
        // The limiter keeps peaks below -1.5 dB.
        std::snprintf(
            chain, sizeof chain,
            "aresample=%d:async=1000:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo,volume=%.2fdB,"
            "alimiter=limit=0.84:level=disabled,aformat=sample_fmts=fltp:sample_rates=%d",
            sound_rate, gain, sound_rate);
        shape = std::make_unique<filter>(AVMEDIA_TYPE_AUDIO, chain, AVRational{1, sound_rate}, 1024);
        const auto* aac = avcodec_find_encoder(AV_CODEC_ID_AAC);
        with.reset(there(avcodec_alloc_context3(aac)));
        with->sample_fmt = AV_SAMPLE_FMT_FLTP;
        with->sample_rate = sound_rate;
        av_channel_layout_default(&with->ch_layout, 2);
        with->bit_rate = 128'000;
        with->time_base = {1, sound_rate};
        with->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
        must(avcodec_open2(with.get(), aac, nullptr), "broken");
    }

    template <class F>
    void put(AVFrame* heard, F&& give)
    {
        shape->put(heard, [&](AVFrame& each) {
            if (each.pts != AV_NOPTS_VALUE)
                each.pts = av_rescale_q(each.pts, shape->time_base(), AVRational{1, sound_rate});
            must(avcodec_send_frame(with.get(), &each), "broken");
            take(give);
        });
        if (heard == nullptr) {
            avcodec_send_frame(with.get(), nullptr);
            take(give);
        }
    }
    template <class F>
    void take(F&& give)
    {
        while (avcodec_receive_packet(with.get(), made.get()) >= 0) {
            give(*made);
            av_packet_unref(made.get());
        }
    }

    std::unique_ptr<filter> shape;
    codec with;
    packet made = new_packet();
};

class pass {
public:
    pass(source& from, const std::vector<int>& wished, std::optional<double> loudness) : from_{from}
    {
        const auto rungs = ladder(wished, std::min(from.width(), from.height()), fits_players(from));
        std::uint8_t number = videos::protocol::first_rendition;
        codec_parameters shape;
        for (const auto& each : rungs) {
            if (number == videos::protocol::most_files)
                break;
            const auto size = sized(from.width(), from.height(), each.size);
            auto& made = *outputs_.emplace_back(std::make_unique<output>(number++, size.width, size.height));
            if (each.copied) {
                copied_ = &made;
                made.add_video(*from.video().codecpar);
            } else {
                auto& with = *pictures_.emplace_back(std::make_unique<picture_encoder>(from, each, made));
                must(avcodec_parameters_from_context(shape.is, with.with.get()), "broken");
                made.add_video(*shape.is);
            }
        }
        if (!pictures_.empty() && (picture_decoder_ = from.decoder_of(from.video())) == nullptr)
            throw failure{"unsupported"};
        add_sound(loudness, shape);
        for (const auto& each : outputs_)
            each->begin();
    }

    made_renditions run()
    {
        const auto taken = new_packet();
        const double whole = from_.duration();
        while (av_read_frame(&from_.file(), taken.get()) >= 0) {
            if (taken->stream_index == from_.video().index) {
                picture(*taken);
                if (whole > 0 && latest_ms_ > 0)
                    tell_percent(0.2 + 0.79 * static_cast<double>(latest_ms_) / 1000 / whole);
            } else if (from_.audio() != nullptr && taken->stream_index == from_.audio()->index) {
                sound(*taken);
            }
            av_packet_unref(taken.get());
        }
        if (picture_decoder_) {
            show(nullptr);
            for (const auto& each : pictures_)
                each->put(nullptr);
        }
        if (sound_decoder_) {
            hear(nullptr);
            sounds_->put(nullptr, [this](const AVPacket& each) { give(each, {1, sound_rate}); });
        }
        made_renditions made;
        for (const auto& each : outputs_) {
            each->finish();
            if (each->segments() == 0)
                throw failure{"broken"};
            made.json += (made.json.empty() ? "[" : ",") + each->to_json();
            made.duration_ms = std::max(made.duration_ms, each->end_ms());
        }
        made.json += "]";
        made.damaged = wrong_ > 0 || static_cast<double>(made.duration_ms) < whole * 900 - 1000;
        return made;
    }

private:
    struct codec_parameters {
        AVCodecParameters* is = there(avcodec_parameters_alloc());
        ~codec_parameters() { avcodec_parameters_free(&is); }
    };

    void add_sound(std::optional<double> loudness, codec_parameters& shape)
    {
        if (from_.audio() == nullptr)
            return;
        int rate = sound_rate;
        if (sound_fits_players(from_)) {
            copies_sound_ = true;
            rate = from_.audio()->codecpar->sample_rate;
            must(avcodec_parameters_copy(shape.is, from_.audio()->codecpar), "broken");
        } else {
            // A sound that nobody can read does not take the picture with it.
            sound_decoder_ = from_.decoder_of(*from_.audio());
            if (!sound_decoder_)
                return;
            sounds_.emplace(loudness);
            must(avcodec_parameters_from_context(shape.is, sounds_->with.get()), "broken");
        }
        for (const auto& each : outputs_)
            each->add_audio(*shape.is, rate);
    }

    void picture(AVPacket& taken)
    {
        if (picture_decoder_)
            show(&taken);
        if (copied_ == nullptr)
            return;
        if (!copying_ && (taken.flags & AV_PKT_FLAG_KEY) == 0)
            return;
        // Some containers do not say when the first pictures are to be decoded: early enough for those after them.
        if (!copying_ && taken.dts == AV_NOPTS_VALUE && taken.pts != AV_NOPTS_VALUE)
            taken.dts = taken.pts - std::max<std::int64_t>(1, taken.duration) * from_.video().codecpar->video_delay;
        copying_ = true;
        shift(taken, from_.video().time_base, video_base);
        latest_ms_ = std::max(latest_ms_, taken.pts / 90);
        copied_->put_video(taken, video_base);
    }

    void show(const AVPacket* taken)
    {
        decode(*picture_decoder_, taken, *frame_, wrong_, [this](AVFrame& each) {
            const auto said = each.best_effort_timestamp;
            auto at = said == AV_NOPTS_VALUE ? next_ : from_.from_start(said, from_.video().time_base, video_base);
            const auto length =
                each.pkt_duration > 0 ? av_rescale_q(each.pkt_duration, from_.video().time_base, video_base) : 3000;
            at = std::max<std::int64_t>(at, 0);
            next_ = at + length;
            each.pts = at;
            each.pict_type = AV_PICTURE_TYPE_NONE;
            latest_ms_ = std::max(latest_ms_, at / 90);
            for (const auto& to : pictures_)
                to->put(&each);
        });
    }

    void sound(AVPacket& taken)
    {
        if (copies_sound_) {
            const AVRational base{1, from_.audio()->codecpar->sample_rate};
            shift(taken, from_.audio()->time_base, base);
            give(taken, base);
        } else if (sound_decoder_) {
            hear(&taken);
        }
    }

    void hear(const AVPacket* taken)
    {
        decode(*sound_decoder_, taken, *frame_, wrong_, [this](AVFrame& each) {
            const auto said = each.best_effort_timestamp;
            if (said != AV_NOPTS_VALUE)
                each.pts = from_.from_start(said, from_.audio()->time_base, {1, sound_rate});
            sounds_->put(&each, [this](const AVPacket& made) { give(made, {1, sound_rate}); });
        });
    }

    void give(const AVPacket& heard, AVRational base)
    {
        for (const auto& each : outputs_)
            each->put_audio(heard, base);
    }

    void shift(AVPacket& taken, AVRational base, AVRational to) const
    {
        if (taken.pts == AV_NOPTS_VALUE)
            taken.pts = taken.dts;
        if (taken.pts != AV_NOPTS_VALUE)
            taken.pts = from_.from_start(taken.pts, base, to);
        if (taken.dts != AV_NOPTS_VALUE)
            taken.dts = from_.from_start(taken.dts, base, to);
        taken.duration = av_rescale_q(taken.duration, base, to);
    }

    source& from_;
    std::vector<std::unique_ptr<output>> outputs_;
    std::vector<std::unique_ptr<picture_encoder>> pictures_;
    std::optional<sound_encoder> sounds_;
    codec picture_decoder_;
    codec sound_decoder_;
    output* copied_ = nullptr;
    bool copies_sound_ = false;
    bool copying_ = false;
    frame frame_ = new_frame();
    std::int64_t next_ = 0;
    std::int64_t latest_ms_ = 0;
    int wrong_ = 0;
};

} // namespace

made_renditions make_renditions(source& from, const std::vector<int>& wished, std::optional<double> loudness)
{
    pass all{from, wished, loudness};
    return all.run();
}

} // namespace ahimmoyak::worker
