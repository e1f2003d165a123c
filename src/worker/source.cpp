#include "worker/source.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ahimmoyak::worker {

namespace {

// What lessons come in. A format or a codec that is not here is not even looked at: each is a parser of its own.
constexpr auto formats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts";
constexpr auto codecs = "h264,hevc,vp8,libvpx,vp9,libvpx-vp9,libdav1d,av1,mpeg4,msmpeg4,msmpeg4v2,mjpeg,mpeg2video,"
                        "aac,mp3,mp3float,opus,libopus,vorbis,libvorbis,ac3,eac3,flac,alac,pcm_s16le,pcm_s16be,"
                        "pcm_s24le,pcm_s32le,pcm_f32le,pcm_u8,pcm_mulaw,pcm_alaw,adpcm_ms,adpcm_ima_wav";
constexpr int buffer_size = 64 * 1024;
constexpr std::int64_t most_pixels = 4096LL * 4096;

} // namespace

source::source(std::uint64_t size) : size_{size}
{
    auto* buffer = static_cast<unsigned char*>(there(av_malloc(buffer_size)));
    const auto read = [](void* self, std::uint8_t* into, int most) {
        auto& here = *static_cast<source*>(self);
        if (here.at_ >= here.size_)
            return AVERROR_EOF;
        const auto given = read_source(here.at_, {into, static_cast<std::size_t>(most)});
        here.at_ += given;
        return given == 0 ? AVERROR_EOF : static_cast<int>(given);
    };
    const auto seek = [](void* self, std::int64_t to, int from) -> std::int64_t {
        auto& here = *static_cast<source*>(self);
        if (from == AVSEEK_SIZE)
            return static_cast<std::int64_t>(here.size_);
        const std::int64_t base = from == SEEK_CUR   ? static_cast<std::int64_t>(here.at_)
                                  : from == SEEK_END ? static_cast<std::int64_t>(here.size_)
                                                     : 0;
        if (base + to < 0)
            return AVERROR(EINVAL);
        here.at_ = static_cast<std::uint64_t>(base + to);
        return base + to;
    };
    io_ = there(avio_alloc_context(buffer, buffer_size, 0, this, read, nullptr, seek));
    file_ = there(avformat_alloc_context());
    file_->pb = io_;
    file_->flags |= AVFMT_FLAG_CUSTOM_IO;
    file_->max_streams = 64;
    file_->format_whitelist = av_strdup(formats);
    file_->codec_whitelist = av_strdup(codecs);
    // It frees the context when it fails.
    must(avformat_open_input(&file_, "", nullptr, nullptr), "not_media");
    must(avformat_find_stream_info(file_, nullptr), "not_media");
    for (unsigned i = 0; i < file_->nb_streams; ++i)
        if (file_->streams[i]->disposition & AV_DISPOSITION_ATTACHED_PIC)
            file_->streams[i]->discard = AVDISCARD_ALL;
    video_ = av_find_best_stream(file_, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (video_ < 0 || (video().disposition & AV_DISPOSITION_ATTACHED_PIC) != 0)
        throw failure{"no_video"};
    const auto& shape = *video().codecpar;
    if (std::int64_t{shape.width} * shape.height > most_pixels || shape.width > 16384 || shape.height > 16384)
        throw failure{"too_large"};
    if (shape.width < 16 || shape.height < 16)
        throw failure{"broken"};
    audio_ = av_find_best_stream(file_, AVMEDIA_TYPE_AUDIO, -1, video_, nullptr, 0);
    for (unsigned i = 0; i < file_->nb_streams; ++i)
        if (static_cast<int>(i) != video_ && static_cast<int>(i) != audio_)
            file_->streams[i]->discard = AVDISCARD_ALL;
}

source::~source()
{
    avformat_close_input(&file_);
    if (io_ != nullptr)
        av_freep(&io_->buffer);
    avio_context_free(&io_);
}

codec source::decoder_of(AVStream& which)
{
    const auto* found = avcodec_find_decoder(which.codecpar->codec_id);
    if (found == nullptr)
        return nullptr;
    codec made{there(avcodec_alloc_context3(found))};
    must(avcodec_parameters_to_context(made.get(), which.codecpar), "broken");
    made->pkt_timebase = which.time_base;
    made->codec_whitelist = av_strdup(codecs);
    made->max_pixels = most_pixels;
    made->thread_count = 2;
    if (avcodec_open2(made.get(), found, nullptr) < 0)
        return nullptr;
    return made;
}

double source::duration() const
{
    return file_->duration > 0 ? static_cast<double>(file_->duration) / AV_TIME_BASE : 0;
}

std::int64_t source::from_start(std::int64_t at, AVRational base, AVRational to) const
{
    const auto start = file_->start_time == AV_NOPTS_VALUE ? 0 : file_->start_time;
    return av_rescale_q(at, base, to) - av_rescale_q(start, AVRational{1, AV_TIME_BASE}, to);
}

int source::turns()
{
    std::size_t size = 0;
    const auto* matrix = av_stream_get_side_data(&video(), AV_PKT_DATA_DISPLAYMATRIX, &size);
    if (matrix == nullptr || size < 9 * sizeof(std::int32_t))
        return 0;
    const double degrees = av_display_rotation_get(reinterpret_cast<const std::int32_t*>(matrix));
    if (std::isnan(degrees))
        return 0;
    return ((static_cast<int>(std::lround(-degrees / 90)) % 4) + 4) % 4;
}

int source::width()
{
    const auto& shape = *video().codecpar;
    const auto ratio = av_guess_sample_aspect_ratio(file_, &video(), nullptr);
    const double stretch = ratio.num > 0 && ratio.den > 0 ? std::clamp(av_q2d(ratio), 0.1, 10.0) : 1.0;
    const int wide = std::max(16, static_cast<int>(std::lround(shape.width * stretch)));
    return turns() % 2 == 1 ? shape.height : wide;
}

int source::height()
{
    const auto& shape = *video().codecpar;
    if (turns() % 2 == 0)
        return shape.height;
    const auto ratio = av_guess_sample_aspect_ratio(file_, &video(), nullptr);
    const double stretch = ratio.num > 0 && ratio.den > 0 ? std::clamp(av_q2d(ratio), 0.1, 10.0) : 1.0;
    return std::max(16, static_cast<int>(std::lround(shape.width * stretch)));
}

} // namespace ahimmoyak::worker
