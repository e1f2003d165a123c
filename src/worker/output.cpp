#include "worker/output.hpp"

#include <algorithm>
#include <cstdio>

namespace ahimmoyak::worker {

namespace {

constexpr int written_at_once = 256 * 1024;

// RFC 6381 of an avcC box or of a stream of NAL units with start codes.
std::string avc_name(const AVCodecParameters& of)
{
    const auto* at = of.extradata;
    const int size = of.extradata_size;
    int profile = 100, constraints = 0, level = 31;
    if (size >= 4 && at[0] == 1) {
        profile = at[1], constraints = at[2], level = at[3];
    } else {
        for (int i = 0; i + 6 < size; ++i)
            if (at[i] == 0 && at[i + 1] == 0 && at[i + 2] == 1 && (at[i + 3] & 0x1F) == 7) {
                profile = at[i + 4], constraints = at[i + 5], level = at[i + 6];
                break;
            }
    }
    char name[16];
    std::snprintf(name, sizeof name, "avc1.%02X%02X%02X", profile & 0xFF, constraints & 0xFF, level & 0xFF);
    return name;
}

template <class T>
std::string list(const std::vector<T>& of)
{
    std::string out = "[";
    for (const auto each : of)
        out += (out.size() > 1 ? "," : "") + std::to_string(each);
    return out + "]";
}

} // namespace

output::~output()
{
    if (file_ == nullptr)
        return;
    if (file_->pb != nullptr) {
        av_freep(&file_->pb->buffer);
        avio_context_free(&file_->pb);
    }
    avformat_free_context(file_);
}

void output::add_video(const AVCodecParameters& with)
{
    must(avformat_alloc_output_context2(&file_, nullptr, "mp4", nullptr), "broken");
    auto* buffer = static_cast<unsigned char*>(there(av_malloc(written_at_once)));
    const auto write = [](void* self, std::uint8_t* bytes, int size) {
        auto& here = *static_cast<output*>(self);
        tell_file(here.number_, {bytes, static_cast<std::size_t>(size)});
        here.written_ += static_cast<std::uint64_t>(size);
        return size;
    };
    file_->pb = there(avio_alloc_context(buffer, written_at_once, 1, this, nullptr, write, nullptr));
    file_->pb->seekable = 0;
    video_ = there(avformat_new_stream(file_, nullptr));
    must(avcodec_parameters_copy(video_->codecpar, &with), "broken");
    video_->codecpar->codec_tag = 0;
    video_->time_base = {1, 90'000};
    codecs_ = avc_name(with);
}

void output::add_audio(const AVCodecParameters& with, int rate)
{
    audio_ = there(avformat_new_stream(file_, nullptr));
    must(avcodec_parameters_copy(audio_->codecpar, &with), "broken");
    audio_->codecpar->codec_tag = 0;
    audio_->time_base = {1, rate};
    codecs_ += ",mp4a.40.2";
}

void output::begin()
{
    file_->avoid_negative_ts = 0;
    file_->max_interleave_delta = 0;
    AVDictionary* with = nullptr;
    av_dict_set(&with, "movflags", "frag_custom+empty_moov+default_base_moof+negative_cts_offsets", 0);
    av_dict_set(&with, "brand", "iso6", 0);
    const int answer = avformat_write_header(file_, &with);
    av_dict_free(&with);
    must(answer, "broken");
    avio_flush(file_->pb);
    init_size_ = cut_at_ = written_;
    begun_ = true;
}

void output::put(AVStream& to, const AVPacket& what, AVRational base, std::int64_t& last)
{
    const auto copy = new_packet();
    must(av_packet_ref(copy.get(), &what), "broken");
    av_packet_rescale_ts(copy.get(), base, to.time_base);
    copy->stream_index = to.index;
    copy->pos = -1;
    if (copy->dts == AV_NOPTS_VALUE)
        copy->dts = copy->pts;
    // What a file says of its times may run backwards; a player needs them to grow.
    if (copy->dts <= last)
        copy->dts = last + 1;
    if (copy->pts == AV_NOPTS_VALUE || copy->pts < copy->dts)
        copy->pts = copy->dts;
    last = copy->dts;
    must(av_interleaved_write_frame(file_, copy.get()), "broken");
}

void output::put_video(const AVPacket& what, AVRational base)
{
    const auto at = what.pts == AV_NOPTS_VALUE ? end_90k_ : av_rescale_q(what.pts, base, {1, 90'000});
    if ((what.flags & AV_PKT_FLAG_KEY) != 0 && at - segment_from_ >= segment_90k * 9 / 10)
        cut();
    end_90k_ = std::max(end_90k_, at + std::max<std::int64_t>(0, av_rescale_q(what.duration, base, {1, 90'000})));
    put(*video_, what, base, last_video_);
}

void output::put_audio(const AVPacket& what, AVRational base)
{
    // What an encoder makes of nothing before the first sample.
    if (audio_ != nullptr && what.pts >= 0)
        put(*audio_, what, base, last_audio_);
}

void output::cut()
{
    must(av_interleaved_write_frame(file_, nullptr), "broken");
    must(av_write_frame(file_, nullptr), "broken");
    avio_flush(file_->pb);
    if (written_ == cut_at_)
        return;
    segment_ms_.push_back(std::max<std::int64_t>(1, (end_90k_ - segment_from_) / 90));
    segment_bytes_.push_back(written_ - cut_at_);
    cut_at_ = written_;
    segment_from_ = end_90k_;
}

void output::finish()
{
    if (begun_)
        cut();
}

std::string output::to_json() const
{
    std::uint64_t peak = 0, all = 0;
    std::int64_t whole = 0;
    for (std::size_t i = 0; i < segment_ms_.size(); ++i) {
        peak = std::max(peak, segment_bytes_[i] * 8'000 / static_cast<std::uint64_t>(segment_ms_[i]));
        all += segment_bytes_[i];
        whole += segment_ms_[i];
    }
    return "{\"file\":" + std::to_string(number_) + ",\"width\":" + std::to_string(width_) +
           ",\"height\":" + std::to_string(height_) + ",\"bandwidth\":" + std::to_string(peak) +
           ",\"averageBandwidth\":" + std::to_string(whole > 0 ? all * 8'000 / static_cast<std::uint64_t>(whole) : 0) +
           ",\"codecs\":\"" + codecs_ + "\",\"initSize\":" + std::to_string(init_size_) +
           ",\"segmentMs\":" + list(segment_ms_) + ",\"segmentBytes\":" + list(segment_bytes_) + "}";
}

} // namespace ahimmoyak::worker
