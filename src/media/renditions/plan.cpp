#include "media/renditions/plan.hpp"

#include <algorithm>
#include <functional>

namespace ahimmoyak::media {

std::vector<std::string> rendition_plan::folders() const
{
    std::vector<std::string> all;
    for (const int each : sizes)
        all.push_back("r" + std::to_string(each));
    if (aac)
        all.emplace_back("aac");
    return all;
}

rendition_plan plan_of(const hls::run& source, const std::vector<int>& wished)
{
    rendition_plan made;
    made.aac = source.audio && source.audio->codec == "opus";
    if (!source.video)
        return made;
    const int size = std::min(source.video->width, source.video->height);
    const bool everywhere = source.video->codec.starts_with("avc");
    for (const int each : wished)
        if (everywhere ? each <= size * 9 / 10 : each <= size)
            made.sizes.push_back(each);
    std::sort(made.sizes.begin(), made.sizes.end(), std::greater{});
    return made;
}

renditions_protocol::order order_of(const hls::run& source, const rendition_plan& plan)
{
    return {source.video, source.audio, source.frames_per_second, plan.sizes, plan.aac, plan.aac};
}

std::string to_text(const rendition_plan& plan)
{
    std::string text;
    for (const int each : plan.sizes)
        text += (text.empty() ? "" : ", ") + std::to_string(each) + "p";
    if (plan.aac)
        text += (text.empty() ? "" : ", ") + std::string{"AAC"};
    return text;
}

} // namespace ahimmoyak::media
