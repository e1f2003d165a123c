#pragma once

#include "worker/av.hpp"

#include <cstdint>

namespace ahimmoyak::worker {

/// The uploaded file, opened and found out about.
class source {
public:
    /// Throws not_media, no_video, too_large.
    explicit source(std::uint64_t size);
    ~source();
    source(source&&) = delete;

    AVFormatContext& file() { return *file_; }
    AVStream& video() { return *file_->streams[video_]; }
    AVStream* audio() { return audio_ < 0 ? nullptr : file_->streams[audio_]; }
    /// Nothing for a stream whose codec the product does not take.
    codec decoder_of(AVStream& which);

    /// As the file says it, in seconds; 0 when it does not say.
    double duration() const;
    /// A moment of the file, from its beginning.
    std::int64_t from_start(std::int64_t at, AVRational base, AVRational to) const;
    /// Quarter turns, clockwise, that show the picture upright.
    int turns();
    /// As it is shown: upright, with square pixels.
    int width();
    int height();

private:
    AVIOContext* io_ = nullptr;
    AVFormatContext* file_ = nullptr;
    int video_ = -1;
    int audio_ = -1;
    std::uint64_t size_;
    std::uint64_t at_ = 0;
};

/// Gives what a decoder makes of a packet (none: of its end) to take(AVFrame&); how many. Bytes that mean nothing
/// are passed over and counted.
template <class F>
int decode(AVCodecContext& with, const AVPacket* what, AVFrame& into, int& wrong, F&& take)
{
    int made = 0;
    if (avcodec_send_packet(&with, what) < 0)
        ++wrong;
    for (;;) {
        const int answer = avcodec_receive_frame(&with, &into);
        if (answer == AVERROR(ENOMEM))
            throw std::bad_alloc{};
        if (answer < 0) {
            wrong += answer == AVERROR(EAGAIN) || answer == AVERROR_EOF ? 0 : 1;
            return made;
        }
        ++made;
        take(into);
        av_frame_unref(&into);
    }
}

} // namespace ahimmoyak::worker
