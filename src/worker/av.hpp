#pragma once

#include "worker/wire.hpp"

#include <memory>
#include <new>
#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

/// libav's things, each let go of by itself.
namespace ahimmoyak::worker {

template <auto Free>
struct freed {
    template <class T>
    void operator()(T* which) const
    {
        Free(&which);
    }
};

using packet = std::unique_ptr<AVPacket, freed<av_packet_free>>;
using frame = std::unique_ptr<AVFrame, freed<av_frame_free>>;
using codec = std::unique_ptr<AVCodecContext, freed<avcodec_free_context>>;
using graph = std::unique_ptr<AVFilterGraph, freed<avfilter_graph_free>>;

template <class T>
T* there(T* made)
{
    if (made == nullptr)
        throw std::bad_alloc{};
    return made;
}

inline packet new_packet() { return packet{there(av_packet_alloc())}; }
inline frame new_frame() { return frame{there(av_frame_alloc())}; }

/// What libav refuses: the failure has this code, unless memory was what it lacked.
inline int must(int answer, const char* code)
{
    if (answer == AVERROR(ENOMEM))
        throw std::bad_alloc{};
    if (answer < 0)
        throw failure{code};
    return answer;
}

} // namespace ahimmoyak::worker
