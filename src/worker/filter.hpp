#pragma once

#include "worker/av.hpp"

#include <string>

namespace ahimmoyak::worker {

/// A chain of libavfilter's filters with one end each, made when the first frame comes and made anew when frames
/// change their shape on the way.
class filter {
public:
    /// `samples`: frames of sound of so many; 0: as they come, or pictures.
    filter(AVMediaType of, std::string chain, AVRational time_base, int samples = 0)
        : of_{of}, chain_{std::move(chain)}, time_base_{time_base}, samples_{samples}
    {
    }

    /// Gives what comes out to take(AVFrame&); its times are in time_base(). None ends it.
    template <class F>
    void put(AVFrame* in, F&& take)
    {
        if (in != nullptr && !fits(*in)) {
            drain(nullptr, take);
            open(*in);
        }
        if (graph_)
            drain(in, take);
    }
    AVRational time_base() const { return av_buffersink_get_time_base(sink_); }

private:
    bool fits(const AVFrame& in) const;
    void open(const AVFrame& first);
    template <class F>
    void drain(AVFrame* in, F& take)
    {
        if (!graph_)
            return;
        if (must(av_buffersrc_add_frame_flags(source_, in, AV_BUFFERSRC_FLAG_KEEP_REF), "broken") < 0)
            return;
        const auto out = new_frame();
        while (av_buffersink_get_frame(sink_, out.get()) >= 0) {
            take(*out);
            av_frame_unref(out.get());
        }
    }

    AVMediaType of_;
    std::string chain_;
    AVRational time_base_;
    int samples_;
    graph graph_;
    AVFilterContext* source_ = nullptr;
    AVFilterContext* sink_ = nullptr;
    int shape_[3]{}; ///< width, height, format; or rate, channels, format
};

/// "transpose=clock," and the like for so many quarter turns clockwise.
std::string turned(int quarters);

} // namespace ahimmoyak::worker
