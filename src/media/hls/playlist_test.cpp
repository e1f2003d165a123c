#include "media/hls/playlist.hpp"
#include "media/hls/serve.hpp"
#include "media/hls/validator.hpp"

#include <doctest/doctest.h>

#include <zlib.h>

using namespace ahimmoyak;
using namespace ahimmoyak::media;
using namespace ahimmoyak::media::hls;

namespace {

timestamp second(int n) { return *timestamp_from("2026-11-23T02:00:00Z") + std::chrono::seconds{n}; }

part quarter(bool independent) { return {std::make_shared<const std::string>("bytes"), 45'000, independent, false}; }

// The example of the design: target duration 2 s, parts of 0.5 s, a key frame each second.
segment two_seconds(std::uint64_t msn)
{
    segment made;
    made.msn = msn;
    made.init = 1;
    made.complete = true;
    made.independent = true;
    made.duration = 180'000;
    made.start = static_cast<std::int64_t>(msn) * 180'000;
    made.program_time = second(static_cast<int>(msn) * 2);
    made.parts = {quarter(true), quarter(false), quarter(true), quarter(false)};
    return made;
}

timeline example()
{
    timeline of;
    of.fixed = {2, 45'000};
    for (std::uint64_t msn = 1; msn <= 4; ++msn)
        of.segments.push_back(two_seconds(msn));
    auto open = two_seconds(5);
    open.complete = false;
    open.duration = 45'000;
    open.parts.resize(1);
    of.segments.push_back(open);
    return of;
}

std::string gunzip(const std::string& zipped)
{
    z_stream zip{};
    REQUIRE(inflateInit2(&zip, 15 + 16) == Z_OK);
    std::string out(100'000, '\0');
    zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zipped.data()));
    zip.avail_in = static_cast<uInt>(zipped.size());
    zip.next_out = reinterpret_cast<Bytef*>(out.data());
    zip.avail_out = static_cast<uInt>(out.size());
    CHECK(inflate(&zip, Z_FINISH) == Z_STREAM_END);
    out.resize(zip.total_out);
    inflateEnd(&zip);
    return out;
}

} // namespace

TEST_CASE("the whole playlist, to the letter")
{
    const std::string expected = R"(#EXTM3U
#EXT-X-VERSION:6
#EXT-X-TARGETDURATION:2
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12,HOLD-BACK=6,PART-HOLD-BACK=1.5
#EXT-X-PART-INF:PART-TARGET=0.5
#EXT-X-MEDIA-SEQUENCE:1
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="i1.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-23T02:00:02.000Z
#EXTINF:2.00000,
s1.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-23T02:00:04.000Z
#EXT-X-PART:DURATION=0.50000,URI="p2.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.50000,URI="p2.1.m4s"
#EXT-X-PART:DURATION=0.50000,URI="p2.2.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.50000,URI="p2.3.m4s"
#EXTINF:2.00000,
s2.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-23T02:00:06.000Z
#EXT-X-PART:DURATION=0.50000,URI="p3.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.50000,URI="p3.1.m4s"
#EXT-X-PART:DURATION=0.50000,URI="p3.2.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.50000,URI="p3.3.m4s"
#EXTINF:2.00000,
s3.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-23T02:00:08.000Z
#EXT-X-PART:DURATION=0.50000,URI="p4.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.50000,URI="p4.1.m4s"
#EXT-X-PART:DURATION=0.50000,URI="p4.2.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.50000,URI="p4.3.m4s"
#EXTINF:2.00000,
s4.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-23T02:00:10.000Z
#EXT-X-PART:DURATION=0.50000,URI="p5.0.m4s",INDEPENDENT=YES
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="p5.1.m4s"
)";
    CHECK(render(example()) == expected);
    CHECK(check_playlist(expected).empty());
    CHECK(gunzip(gzip(expected)) == expected);
}

TEST_CASE("a delta skips what is older than six target durations, and nothing newer")
{
    auto of = example();
    CHECK(render_delta(of) == render(of)); // too short to skip
    of.segments.clear();
    for (std::uint64_t msn = 1; msn <= 10; ++msn)
        of.segments.push_back(two_seconds(msn));
    const auto delta = render_delta(of);
    CHECK(delta.find("#EXT-X-VERSION:9\n") != delta.npos);
    CHECK(delta.find("#EXT-X-MEDIA-SEQUENCE:1\n") != delta.npos);
    CHECK(delta.find("#EXT-X-SKIP:SKIPPED-SEGMENTS=4\n") != delta.npos);
    CHECK(delta.find("s4.m4s") == delta.npos);
    CHECK(delta.find("s5.m4s") != delta.npos);
    CHECK(delta.find("URI=\"p11.0.m4s\"") != delta.npos); // the hint after a complete segment
    CHECK(check_playlist(delta).empty());
    of.ended = true;
    CHECK(render_delta(of) == render(of));
}

TEST_CASE("a reconnect shows as DISCONTINUITY with a new MAP before the first part")
{
    auto of = example();
    of.segments[4].discontinuity = true;
    of.segments[4].init = 5;
    of.segments[4].program_time += std::chrono::seconds{7};
    of.discontinuity_sequence = 3;
    const auto text = render(of);
    CHECK(text.find("#EXT-X-DISCONTINUITY-SEQUENCE:3\n") != text.npos);
    CHECK(
        text.find("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"i5.mp4\"\n#EXT-X-PROGRAM-DATE-TIME:2026-11-23T02:00:17.000Z\n"
                  "#EXT-X-PART:DURATION=0.50000,URI=\"p5.0.m4s\",INDEPENDENT=YES\n") != text.npos);
    CHECK(check_playlist(text).empty());
}

TEST_CASE("an ended playlist hints at nothing and lists no parts")
{
    auto of = example();
    of.segments.pop_back();
    of.ended = true;
    const auto text = render(of);
    CHECK(text.ends_with("s4.m4s\n#EXT-X-ENDLIST\n"));
    CHECK(text.find("#EXT-X-PART:") == text.npos);
    CHECK(check_playlist(text).empty());
}

TEST_CASE("gaps and segments without a key frame are told")
{
    auto of = example();
    of.segments[4].parts[0].gap = true;
    of.segments[4].parts[0].independent = false;
    of.segments[4].independent = false;
    const auto text = render(of);
    CHECK(text.find("URI=\"p5.0.m4s\",GAP=YES") != text.npos);
    CHECK(text.find("INDEPENDENT-SEGMENTS") == text.npos);
    CHECK(check_playlist(text).empty());
}

TEST_CASE("the multivariant playlist names codecs, size, rate and peak")
{
    run of;
    of.video = video_format{1280, 720, "avc1.64001f", 30, ""};
    of.audio = audio_format{48'000, 2, "mp4a.40.2", 1024, ""};
    of.frames_per_second = 29.97;
    CHECK(render_multivariant({{"video.m3u8", of, 1'500'000}}) ==
          "#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-STREAM-INF:BANDWIDTH=1500000,CODECS=\"avc1.64001f,mp4a.40.2\","
          "RESOLUTION=1280x720,FRAME-RATE=29.97\nvideo.m3u8\n");
    of.video.reset();
    CHECK(render_multivariant({{"video.m3u8", of, 96'000}}) ==
          "#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-STREAM-INF:BANDWIDTH=96000,CODECS=\"mp4a.40.2\"\nvideo.m3u8\n");
}

TEST_CASE("the validator sees each broken rule")
{
    const auto good = render(example());
    struct {
        std::string_view what;
        std::string_view with;
        std::string_view complaint;
    } const rows[] = {
        {"#EXT-X-TARGETDURATION:2", "#EXT-X-TARGETDURATION:1", "segment longer"},
        {"HOLD-BACK=6,", "HOLD-BACK=5,", "HOLD-BACK below"},
        {"CAN-SKIP-UNTIL=12", "CAN-SKIP-UNTIL=11", "CAN-SKIP-UNTIL below"},
        {"PART-HOLD-BACK=1.5", "PART-HOLD-BACK=1.4", "PART-HOLD-BACK below"},
        {"#EXT-X-PART-INF:PART-TARGET=0.5\n", "", "no PART-INF"},
        {"DURATION=0.50000,URI=\"p3.1", "DURATION=0.51000,URI=\"p3.1", "longer than PART-TARGET"},
        {"DURATION=0.50000,URI=\"p3.1", "DURATION=0.40000,URI=\"p3.1", "below 85 %"},
        {"#EXT-X-PROGRAM-DATE-TIME:2026-11-23T02:00:06.000Z\n", "", "no PROGRAM-DATE-TIME"},
        {"T02:00:06.000Z", "T02:00:06.500Z", "does not follow"},
        {"#EXT-X-MAP:URI=\"i1.mp4\"\n", "", "no MAP"},
        {"#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p5.1.m4s\"\n", "", "PRELOAD-HINT"},
        {"URI=\"p5.1.m4s\"", "URI=\"p5.0.m4s\"", "hints at what is listed"},
        {"s3.m4s", "s2.m4s", "address twice"},
        {"#EXT-X-PART:DURATION=0.50000,URI=\"p4.3.m4s\"\n", "", "add up"},
        {",INDEPENDENT=YES\n#EXT-X-PART:DURATION=0.50000,URI=\"p4.1", "\n#EXT-X-PART:DURATION=0.50000,URI=\"p4.1",
         "INDEPENDENT-SEGMENTS"},
        {"#EXTM3U\n", "#EXTM3U \n", "EXTM3U"},
        {"#EXTINF:2.00000,\ns1", "#EXTINF:2.00000,\n#EXT-X-ENDLIST\ns1", "between EXTINF"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        auto text = good;
        const auto at = text.find(row.what);
        REQUIRE(at != text.npos);
        text.replace(at, row.what.size(), row.with);
        const auto complaints = check_playlist(text);
        bool found = false;
        for (const auto& each : complaints)
            found = found || each.find(row.complaint) != each.npos;
        CHECK(found);
    }
}

TEST_CASE("the validator sees playlists that go back on their word")
{
    auto of = example();
    const auto before = render(of);
    CHECK(check_update(before, before).empty());
    of.segments.back().parts.push_back(quarter(false));
    of.segments.back().duration += 45'000;
    CHECK(check_update(before, render(of)).empty());
    CHECK(!check_update(render(of), before).empty()); // a part vanished
    auto shifted = of;
    shifted.segments.pop_front();
    CHECK(check_update(before, render(shifted)).empty());
    CHECK(!check_update(render(shifted), before).empty()); // MEDIA-SEQUENCE fell
    auto changed = of;
    changed.segments[2].duration -= 9'000;
    CHECK(!check_update(before, render(changed)).empty());
    auto uncounted = of;
    uncounted.segments[0].discontinuity = true;
    const auto with_tag = render(uncounted);
    uncounted.segments.pop_front();
    CHECK(!check_update(with_tag, render(uncounted)).empty());
    uncounted.discontinuity_sequence = 1;
    CHECK(check_update(with_tag, render(uncounted)).empty());
}

TEST_CASE("file names mean one thing each")
{
    CHECK(std::holds_alternative<multivariant_playlist>(parse("index.m3u8")));
    CHECK(std::holds_alternative<media_playlist>(parse("video.m3u8")));
    CHECK(std::get<init_segment>(parse(init_name(7))).number == 7);
    CHECK(std::get<whole_segment>(parse(segment_name(12))).msn == 12);
    const auto part = std::get<partial_segment>(parse(part_name(12, 3)));
    CHECK(part.msn == 12);
    CHECK(part.number == 3);
    for (const auto* bad : {"", "s", "s.m4s", "s01.m4s", "s-1.m4s", "s12.mp4", "p12.m4s", "p12.3.m4s ", "p12.3",
                            "i.mp4", "s99999999999999999999.m4s", "../s1.m4s", "index.m3u8/"}) {
        CAPTURE(bad);
        CHECK(std::holds_alternative<unknown_resource>(parse(bad)));
    }
}

TEST_CASE("delivery directives")
{
    const auto asked = parse_query("_HLS_msn=5&_HLS_part=0&_HLS_skip=YES&other=1");
    REQUIRE(asked.has_value());
    CHECK(asked->msn == 5);
    CHECK(asked->part == 0);
    CHECK(asked->skip);
    CHECK(parse_query("")->msn == std::nullopt);
    CHECK(parse_query("_HLS_skip=v2")->skip);
    CHECK(!parse_query("_HLS_skip=NO")->skip);
    for (const auto* bad : {"_HLS_part=1", "_HLS_msn=", "_HLS_msn=x", "_HLS_msn=-1", "_HLS_msn=1x",
                            "_HLS_msn=5&_HLS_part=", "_HLS_msn=99999999999999999999"}) {
        CAPTURE(bad);
        CHECK(!parse_query(bad).has_value());
    }
}
