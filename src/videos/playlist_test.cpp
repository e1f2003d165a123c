#include "videos/playlist.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak::videos;

namespace {

prepared made()
{
    prepared is;
    is.duration_ms = 9500;
    is.width = 640;
    is.height = 360;
    is.every_ms = 1000;
    is.count = 10;
    is.columns = 10;
    is.small_width = 160;
    is.small_height = 90;
    is.video_codec = "h264";
    is.renditions.push_back(
        {2, 640, 360, 900'000, 800'000, "avc1.64001E,mp4a.40.2", 1200, {4000, 4000, 1500}, {400, 400, 150}});
    return is;
}

} // namespace

TEST_CASE("playlists name the renditions and their segments")
{
    const auto is = made();
    CHECK(multivariant(is) == "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
                              "#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=800000,RESOLUTION=640x360,"
                              "CODECS=\"avc1.64001E,mp4a.40.2\"\n2.m3u8\n");
    CHECK(media_playlist(is.renditions[0]) ==
          "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:4\n#EXT-X-PLAYLIST-TYPE:VOD\n"
          "#EXT-X-MAP:URI=\"2/init.mp4\"\n#EXTINF:4.000,\n2/0.m4s\n#EXTINF:4.000,\n2/1.m4s\n#EXTINF:1.500,\n2/2.m4s\n"
          "#EXT-X-ENDLIST\n");
}

TEST_CASE("what the worker says is believed only as far as it can be true")
{
    CHECK(is_sound(made()));
    const auto refused = [](auto change) {
        auto is = made();
        change(is);
        return !is_sound(is);
    };
    CHECK(refused([](prepared& is) { is.renditions.clear(); }));
    CHECK(refused([](prepared& is) { is.renditions[0].segment_ms.pop_back(); }));
    CHECK(refused([](prepared& is) { is.renditions[0].segment_bytes[1] = -1; }));
    CHECK(refused([](prepared& is) { is.renditions[0].segment_ms[1] = 0; }));
    CHECK(refused([](prepared& is) { is.renditions[0].file = 0; }));
    CHECK(refused([](prepared& is) { is.renditions[0].codecs = "x\"\n#EXT-X-KEY"; }));
    CHECK(refused([](prepared& is) { is.duration_ms = -1; }));
    CHECK(refused([](prepared& is) { is.count = 1'000'000; }));
}
