#include "videos/playlist.hpp"

#include "videos/protocol.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ahimmoyak::videos {

std::string multivariant(const prepared& of)
{
    std::string out = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n";
    for (const auto& each : of.renditions)
        out += fmt::format("#EXT-X-STREAM-INF:BANDWIDTH={},AVERAGE-BANDWIDTH={},RESOLUTION={}x{},CODECS=\"{}\"\n"
                           "{}.m3u8\n",
                           each.bandwidth, each.average_bandwidth, each.width, each.height, each.codecs, each.file);
    return out;
}

std::string media_playlist(const rendition& of)
{
    const auto longest = *std::max_element(of.segment_ms.begin(), of.segment_ms.end());
    auto out = fmt::format("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{}\n#EXT-X-PLAYLIST-TYPE:VOD\n"
                           "#EXT-X-MAP:URI=\"{}/init.mp4\"\n",
                           std::max<std::int64_t>(1, (longest + 500) / 1000), of.file);
    for (std::size_t i = 0; i < of.segment_ms.size(); ++i)
        out +=
            fmt::format("#EXTINF:{}.{:03},\n{}/{}.m4s\n", of.segment_ms[i] / 1000, of.segment_ms[i] % 1000, of.file, i);
    return out + "#EXT-X-ENDLIST\n";
}

bool is_sound(const prepared& made)
{
    constexpr std::int64_t most = 1LL << 40;
    const auto within = [](std::int64_t n, std::int64_t from, std::int64_t to) { return n >= from && n <= to; };
    const auto each_within = [&](const std::vector<std::int64_t>& all, std::int64_t to) {
        return std::all_of(all.begin(), all.end(), [&](std::int64_t n) { return within(n, 1, to); });
    };
    const auto plain = [](std::string_view text) {
        return text.size() <= 60 && std::all_of(text.begin(), text.end(), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                          c == ',' || c == '_';
               });
    };
    return within(made.duration_ms, 1, 48 * 3'600'000) && within(made.width, 1, 20'000) &&
           within(made.height, 1, 20'000) && within(made.every_ms, 1, most) && within(made.count, 1, 100) &&
           within(made.columns, 1, 100) && within(made.small_width, 1, 2000) && within(made.small_height, 1, 2000) &&
           plain(made.video_codec) && plain(made.audio_codec.value_or("")) && !made.renditions.empty() &&
           std::all_of(made.renditions.begin(), made.renditions.end(), [&](const rendition& each) {
               return within(each.file, protocol::first_rendition, protocol::most_files - 1) &&
                      within(each.width, 1, 20'000) && within(each.height, 1, 20'000) &&
                      within(each.bandwidth, 0, most) && within(each.average_bandwidth, 0, most) &&
                      plain(each.codecs) && within(each.init_size, 1, 1 << 20) && !each.segment_ms.empty() &&
                      each.segment_ms.size() == each.segment_bytes.size() && each_within(each.segment_ms, most) &&
                      each_within(each.segment_bytes, most);
           });
}

} // namespace ahimmoyak::videos
