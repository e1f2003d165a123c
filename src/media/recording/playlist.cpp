#include "media/recording/playlist.hpp"

#include "media/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ahimmoyak::media::recording {

namespace {

constexpr std::int64_t enough_for_a_stretch = 6 * ticks_per_second;

bool goes_on(const stretch& last, const entry& next)
{
    return !next.discontinuity && last.duration < enough_for_a_stretch && next.init_offset == last.init_offset &&
           next.offset == last.offset + last.length;
}

} // namespace

std::vector<stretch> stretches_of(const std::vector<entry>& all)
{
    std::vector<stretch> made;
    for (const auto& each : all) {
        if (!made.empty() && goes_on(made.back(), each)) {
            made.back().length += each.length;
            made.back().duration += each.duration;
        } else
            made.push_back({each.offset, each.length, each.init_offset, each.init_length, each.duration,
                            each.program_time, each.discontinuity});
    }
    return made;
}

std::string render(const std::vector<stretch>& of)
{
    std::int64_t longest = ticks_per_second;
    for (const auto& each : of)
        longest = std::max(longest, each.duration);
    auto out = fmt::format("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{}\n#EXT-X-PLAYLIST-TYPE:VOD\n",
                           (longest + ticks_per_second / 2) / ticks_per_second);
    const stretch* before = nullptr;
    for (std::size_t i = 0; i < of.size(); ++i) {
        const auto& each = of[i];
        if (each.discontinuity)
            out += "#EXT-X-DISCONTINUITY\n";
        if (!before || before->init_offset != each.init_offset)
            out += fmt::format("#EXT-X-MAP:URI=\"{}-init.mp4\"\n", i);
        if (!before || each.discontinuity)
            out += fmt::format("#EXT-X-PROGRAM-DATE-TIME:{}\n", to_rfc3339(each.program_time));
        out += fmt::format("#EXTINF:{:.5f},\n{}.m4s\n",
                           static_cast<double>(each.duration) / static_cast<double>(ticks_per_second), i);
        before = &each;
    }
    return out + "#EXT-X-ENDLIST\n";
}

} // namespace ahimmoyak::media::recording
