#include "worker/filter.hpp"

#include <cinttypes>
#include <cstdio>

namespace ahimmoyak::worker {

bool filter::fits(const AVFrame& in) const
{
    if (!graph_)
        return false;
    if (of_ == AVMEDIA_TYPE_VIDEO)
        return shape_[0] == in.width && shape_[1] == in.height && shape_[2] == in.format;
    return shape_[0] == in.sample_rate && shape_[1] == in.ch_layout.nb_channels && shape_[2] == in.format;
}

void filter::open(const AVFrame& first)
{
    const bool picture = of_ == AVMEDIA_TYPE_VIDEO;
    char with[256];
    if (picture) {
        const auto ratio = first.sample_aspect_ratio.num > 0 && first.sample_aspect_ratio.den > 0
                               ? first.sample_aspect_ratio
                               : AVRational{1, 1};
        std::snprintf(with, sizeof with, "video_size=%dx%d:pix_fmt=%d:time_base=%d/%d:pixel_aspect=%d/%d", first.width,
                      first.height, first.format, time_base_.num, time_base_.den, ratio.num, ratio.den);
        shape_[0] = first.width;
        shape_[1] = first.height;
    } else {
        AVChannelLayout layout{};
        if (first.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
            av_channel_layout_default(&layout, first.ch_layout.nb_channels);
        else
            must(av_channel_layout_copy(&layout, &first.ch_layout), "broken");
        char name[128];
        av_channel_layout_describe(&layout, name, sizeof name);
        av_channel_layout_uninit(&layout);
        std::snprintf(with, sizeof with, "time_base=%d/%d:sample_rate=%d:sample_fmt=%d:channel_layout=%s",
                      time_base_.num, time_base_.den, first.sample_rate, first.format, name);
        shape_[0] = first.sample_rate;
        shape_[1] = first.ch_layout.nb_channels;
    }
    shape_[2] = first.format;
    graph_.reset(there(avfilter_graph_alloc()));
    graph_->nb_threads = 1;
    must(avfilter_graph_create_filter(&source_, avfilter_get_by_name(picture ? "buffer" : "abuffer"), "in", with,
                                      nullptr, graph_.get()),
         "broken");
    must(avfilter_graph_create_filter(&sink_, avfilter_get_by_name(picture ? "buffersink" : "abuffersink"), "out",
                                      nullptr, nullptr, graph_.get()),
         "broken");
    auto* outputs = there(avfilter_inout_alloc());
    auto* inputs = there(avfilter_inout_alloc());
    *outputs = {av_strdup("in"), source_, 0, nullptr};
    *inputs = {av_strdup("out"), sink_, 0, nullptr};
    const int parsed = avfilter_graph_parse_ptr(graph_.get(), chain_.c_str(), &inputs, &outputs, nullptr);
    avfilter_inout_free(&inputs);
    avfilter_inout_free(&outputs);
    must(parsed, "broken");
    must(avfilter_graph_config(graph_.get(), nullptr), "broken");
    if (samples_ > 0)
        av_buffersink_set_frame_size(sink_, static_cast<unsigned>(samples_));
}

std::string turned(int quarters)
{
    switch (quarters) {
    case 1:
        return "transpose=clock,";
    case 2:
        return "hflip,vflip,";
    case 3:
        return "transpose=cclock,";
    default:
        return "";
    }
}

} // namespace ahimmoyak::worker
