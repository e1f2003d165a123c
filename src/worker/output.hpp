#pragma once

#include "worker/source.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ahimmoyak::worker {

/// One rendition: a file of fragmented MP4 (CMAF) whose fragments are the segments of a playlist.
class output {
public:
    output(std::uint8_t number, int width, int height) : number_{number}, width_{width}, height_{height} {}
    ~output();
    output(output&&) = delete;

    /// The streams' parameters, then begin(). Times of what is added are in 1/90000 s and in 1/48000 s or the
    /// sound's own rate.
    void add_video(const AVCodecParameters& with);
    void add_audio(const AVCodecParameters& with, int rate);
    void begin();
    void put_video(const AVPacket& what, AVRational base);
    void put_audio(const AVPacket& what, AVRational base);
    void finish();

    /// {"file":…,"segmentMs":[…],…}: for the server.
    std::string to_json() const;
    /// Where the last picture ends.
    std::int64_t end_ms() const { return end_90k_ / 90; }
    std::size_t segments() const { return segment_ms_.size(); }

private:
    void put(AVStream& to, const AVPacket& what, AVRational base, std::int64_t& last);
    void cut();

    std::uint8_t number_;
    int width_;
    int height_;
    AVFormatContext* file_ = nullptr;
    AVStream* video_ = nullptr;
    AVStream* audio_ = nullptr;
    std::string codecs_;
    std::uint64_t written_ = 0;
    std::uint64_t cut_at_ = 0;
    std::uint64_t init_size_ = 0;
    std::int64_t segment_from_ = 0;
    std::int64_t end_90k_ = 0;
    std::int64_t last_video_ = INT64_MIN;
    std::int64_t last_audio_ = INT64_MIN;
    bool begun_ = false;
    std::vector<std::int64_t> segment_ms_;
    std::vector<std::uint64_t> segment_bytes_;
};

/// How long segments are, and that key frames of all renditions stand at the same moments.
inline constexpr std::int64_t segment_90k = 4 * 90'000;

} // namespace ahimmoyak::worker
