#include "media/hls/hub.hpp"
#include "media/hls/serve.hpp"
#include "media/hls/validator.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <doctest/doctest.h>

#include <memory>

using namespace ahimmoyak;
using namespace ahimmoyak::media;
using namespace std::chrono_literals;

namespace {

constexpr timestamp noon{std::chrono::milliseconds{1'795'000'000'000}};

task<> ask_into(std::shared_ptr<stream> from, http_request asked, std::shared_ptr<std::optional<http_answer>> to)
{
    *to = co_await serve(from, asked);
}

// A broadcast whose parts a test adds by hand: parts of 0.2 s, five a segment.
struct broadcast {
    asio::io_context io;
    manual_clock clock{noon};
    hub streams{{}, clock};
    std::shared_ptr<media::stream> stream;
    media::stream::epoch epoch = 0;
    std::int64_t at = 900'000;
    int count = 0;
    int target_seconds;

    explicit broadcast(int target = 2) : target_seconds{target} { publish(); }

    void publish()
    {
        auto claim = streams.publish("room");
        REQUIRE(claim.has_value());
        stream = claim->stream;
        epoch = claim->epoch;
        open();
    }
    void open()
    {
        hls::run run;
        run.video = video_format{640, 360, "avc1.64001e", 30, "AVCC"};
        run.frames_per_second = 30;
        run.fixed.target_seconds = target_seconds;
        publication_info info;
        info.video = run.video;
        info.resumed = stream->fixed_durations().has_value();
        CHECK(stream->open(epoch, run, info));
    }
    bool add(int parts = 1)
    {
        bool kept = true;
        for (int i = 0; i < parts; ++i) {
            hls::new_part made;
            made.bytes = "part-" + std::to_string(count);
            made.start = at;
            made.duration = 18'000;
            made.program_time = noon + std::chrono::milliseconds{at / 90};
            made.independent = count % 5 == 0;
            made.ends_segment = count % 5 == 4;
            made.video_frames = 6;
            ++count;
            at += 18'000;
            kept = stream->add(epoch, std::move(made));
            settle();
        }
        return kept;
    }
    void settle()
    {
        io.restart();
        io.poll();
    }
    std::shared_ptr<std::optional<http_answer>> ask(std::string file, std::string query = {}, std::string accept = {})
    {
        auto to = std::make_shared<std::optional<http_answer>>();
        asio::co_spawn(io, ask_into(stream, {std::move(file), std::move(query), std::move(accept)}, to),
                       asio::detached);
        settle();
        return to;
    }
    std::uint64_t first() const { return stream->next_msn() - static_cast<std::uint64_t>((count + 4) / 5); }
    std::string msn(std::uint64_t n) const { return std::to_string(first() + n); }
    std::string directives(std::uint64_t n, int part) const
    {
        return "_HLS_msn=" + msn(n) + "&_HLS_part=" + std::to_string(part);
    }
};

std::string body_of(const http_answer& answer)
{
    std::string all;
    for (const auto& each : answer.body)
        all += *each;
    return all;
}

} // namespace

TEST_CASE("a blocking request is held until its part is there, and many are woken by one part")
{
    broadcast b;
    b.add(7); // segment 0 whole, segment 1 with two parts
    const auto now = b.ask("video.m3u8", b.directives(1, 1));
    REQUIRE(now->has_value());
    CHECK((*now)->status == 200);
    CHECK((*now)->cache_control == "public, max-age=12");
    CHECK(hls::check_playlist(body_of(**now)).empty());

    std::vector<std::shared_ptr<std::optional<http_answer>>> waiting;
    for (int i = 0; i < 50; ++i)
        waiting.push_back(b.ask("video.m3u8", b.directives(1, 2)));
    const auto whole = b.ask("video.m3u8", "_HLS_msn=" + b.msn(1));
    const auto next = b.ask("video.m3u8", b.directives(1, 5)); // past the end: part 0 of the next
    CHECK(!waiting[0]->has_value());
    b.add();
    for (const auto& each : waiting) {
        REQUIRE(each->has_value());
        // The same bytes for everybody, not a copy each.
        CHECK((*each)->body[0] == (*waiting[0])->body[0]);
    }
    CHECK(body_of(**waiting[0]).find("p" + b.msn(1) + ".2.m4s") != std::string::npos);
    CHECK(!whole->has_value());
    b.add(2);
    CHECK(whole->has_value());
    CHECK(!next->has_value());
    b.add();
    REQUIRE(next->has_value());
    CHECK(body_of(**next).find("p" + b.msn(2) + ".0.m4s") != std::string::npos);
}

TEST_CASE("what no player may ask for is refused at once, what is old is answered at once")
{
    broadcast b;
    b.add(12); // two whole segments, two parts of the third
    struct {
        std::string query;
        unsigned status;
    } const rows[] = {
        {b.directives(2, 1), 200},     {b.directives(0, 99), 200}, // an old segment
        {"_HLS_msn=0", 200},                                       // a very old one
        {"_HLS_msn=" + b.msn(5), 400},                             // more than two ahead
        {b.directives(2, 17), 400},                                // beyond the advance part limit
        {b.directives(3, 15), 400},    {"_HLS_part=1", 400},       {"_HLS_msn=abc", 400},
        {"_HLS_skip=YES", 200},        {"unknown=1", 200},         {"", 200},
    };
    for (const auto& row : rows) {
        CAPTURE(row.query);
        const auto got = b.ask("video.m3u8", row.query);
        REQUIRE(got->has_value());
        CHECK((*got)->status == row.status);
        if (row.status != 200)
            CHECK((*got)->cache_control == "public, max-age=1");
    }
    CHECK((*b.ask("video.m3u8"))->cache_control == "public, max-age=1");
}

TEST_CASE("media is found by name, the hinted part is waited for, anything else is not there")
{
    broadcast b;
    b.add(6);
    CHECK(body_of(**b.ask("p" + b.msn(0) + ".3.m4s")) == "part-3");
    CHECK(body_of(**b.ask("s" + b.msn(0) + ".m4s")) == "part-0part-1part-2part-3part-4");
    CHECK((*b.ask("i" + b.msn(0) + ".mp4"))->status == 200);
    CHECK((*b.ask("p" + b.msn(0) + ".3.m4s"))->cache_control.find("immutable") != std::string::npos);
    for (const auto& name : {"p" + b.msn(0) + ".5.m4s", "p" + b.msn(1) + ".2.m4s", "s" + b.msn(1) + ".m4s",
                             std::string{"s0.m4s"}, std::string{"i0.mp4"}, std::string{"nothing"}}) {
        CAPTURE(name);
        const auto got = b.ask(name);
        REQUIRE(got->has_value());
        CHECK((*got)->status == 404);
    }
    const auto hinted = b.ask("p" + b.msn(1) + ".1.m4s");
    CHECK(!hinted->has_value());
    b.add();
    REQUIRE(hinted->has_value());
    CHECK(body_of(**hinted) == "part-6");
}

TEST_CASE("playlists are sent compressed to those who accept it")
{
    broadcast b;
    b.add(3);
    CHECK((*b.ask("video.m3u8", "", "gzip, deflate, br"))->gzip);
    CHECK((*b.ask("video.m3u8", "", "br, gzip;q=0.5"))->gzip);
    CHECK(!(*b.ask("video.m3u8", "", "gzip;q=0, br"))->gzip);
    CHECK(!(*b.ask("video.m3u8", "", "gzip;q=0.0"))->gzip);
    CHECK(!(*b.ask("video.m3u8", "", "identity"))->gzip);
    CHECK(!(*b.ask("p" + b.msn(0) + ".0.m4s", "", "gzip"))->gzip);
}

TEST_CASE("an hour long broadcast keeps its window and forgets the rest, by the rules")
{
    broadcast b;
    std::string before;
    std::size_t most = 0;
    for (int i = 0; i < 5 * 600; ++i) {
        b.add();
        most = std::max(most, b.stream->stats().bytes_held);
        if (i % 3 != 0)
            continue;
        const auto now = body_of(**b.ask("video.m3u8"));
        CHECK(hls::check_playlist(now).empty());
        CHECK(hls::check_playlist(body_of(**b.ask("video.m3u8", "_HLS_skip=YES"))).empty());
        if (!before.empty())
            CHECK(hls::check_update(before, now).empty());
        before = now;
    }
    CHECK(most < 80 * 5 * 10); // 80 s of parts of at most 10 bytes
    // A segment that has just left the playlist can still be fetched; one long gone cannot.
    const auto last = b.stream->next_msn() - 1;
    CHECK(before.find("s" + std::to_string(last - 40) + ".m4s") == std::string::npos);
    CHECK((*b.ask("s" + std::to_string(last - 60) + ".m4s"))->status == 200);
    CHECK((*b.ask("s" + std::to_string(last - 90) + ".m4s"))->status == 404);
}

TEST_CASE("events are stamped into the next part and into no other")
{
    broadcast b;
    CHECK(!b.stream->put_metadata("too early").has_value());
    b.add(3);
    const auto moment = b.stream->put_metadata(R"({"id":"quiz-1"})");
    REQUIRE(moment.has_value());
    CHECK(moment->media_seconds == doctest::Approx(static_cast<double>(b.at) / 90'000));
    CHECK(moment->program_time == noon + std::chrono::milliseconds{b.at / 90});
    b.add(2);
    const auto stamped = body_of(**b.ask("p" + b.msn(0) + ".3.m4s"));
    CHECK(stamped.find("emsg") == 4);
    CHECK(stamped.find("quiz-1") != std::string::npos);
    CHECK(stamped.ends_with("part-3"));
    CHECK(body_of(**b.ask("p" + b.msn(0) + ".4.m4s")) == "part-4");
    CHECK(body_of(**b.ask("s" + b.msn(0) + ".m4s")).find("quiz-1") != std::string::npos);
    CHECK(!b.stream->put_metadata(std::string(1'025, 'x')).has_value());
    CHECK(!b.stream->put_metadata("\xff\xfe").has_value());
}

TEST_CASE("a publisher that comes back continues the broadcast after a discontinuity")
{
    broadcast b;
    b.add(7);
    const auto before = body_of(**b.ask("video.m3u8"));
    const auto epoch = b.epoch;
    b.stream->release(b.epoch);
    CHECK(!b.stream->stats().publishing);
    b.count = 10;
    b.publish();
    CHECK(b.epoch > epoch);
    b.add(6);
    const auto after = body_of(**b.ask("video.m3u8"));
    CHECK(after.find("#EXT-X-DISCONTINUITY\n#EXT-X-MAP") != std::string::npos);
    CHECK(hls::check_playlist(after).empty());
    CHECK(hls::check_update(before, after).empty());
    CHECK(b.stream->stats().reconnects == 1);
    // The one that was replaced is shut out.
    const auto mine = b.epoch;
    b.epoch = epoch;
    CHECK(!b.add());
    CHECK(!b.stream->heard(epoch));
    CHECK(b.stream->heard(mine));
}

TEST_CASE("a hundred reconnects leave one broadcast that obeys the rules")
{
    broadcast b;
    std::string before;
    for (int i = 0; i < 100; ++i) {
        b.count = (b.count + 4) / 5 * 5;
        b.add(8);
        const auto now = body_of(**b.ask("video.m3u8"));
        CHECK(hls::check_playlist(now).empty());
        if (!before.empty())
            CHECK(hls::check_update(before, now).empty());
        before = now;
        b.stream->release(b.epoch);
        b.count = (b.count + 4) / 5 * 5;
        b.publish();
    }
    CHECK(b.streams.all().size() == 1);
    CHECK(b.stream->stats().reconnects == 100);
}

TEST_CASE("the end writes ENDLIST, answers all who wait, and a later broadcast begins anew above it")
{
    broadcast b;
    b.add(7);
    const auto waiting = b.ask("video.m3u8", b.directives(1, 2));
    const auto hinted = b.ask("p" + b.msn(1) + ".2.m4s");
    CHECK(!waiting->has_value());
    b.streams.end("room");
    b.settle();
    REQUIRE(waiting->has_value());
    CHECK(body_of(**waiting).ends_with("#EXT-X-ENDLIST\n"));
    CHECK((*hinted)->status == 404);
    CHECK(!b.add());
    CHECK(body_of(**b.ask("video.m3u8", b.directives(9, 9))).ends_with("#EXT-X-ENDLIST\n"));
    const auto old = b.stream;
    b.count = 0;
    b.publish();
    CHECK(b.stream != old);
    CHECK(b.stream->next_msn() > old->next_msn());
}

TEST_CASE("two publishers: the second is refused while the first is heard")
{
    manual_clock clock{noon};
    hub streams{{.takeover_silence = 10s}, clock};
    const auto first = streams.publish("room");
    REQUIRE(first.has_value());
    CHECK(!streams.publish("room").has_value());
    CHECK(streams.publish("other").has_value());

    hub hasty{{.takeover_silence = 0ms}, clock};
    const auto silent = hasty.publish("room");
    const auto newcomer = hasty.publish("room");
    REQUIRE(newcomer.has_value());
    CHECK(!silent->stream->heard(silent->epoch));
    CHECK(newcomer->stream->heard(newcomer->epoch));
}

TEST_CASE("abandoned broadcasts end after their grace, ended ones are forgotten, all memory goes")
{
    manual_clock clock{noon};
    hub streams{{.grace = 0ms, .linger = 0ms}, clock};
    std::weak_ptr<stream> gone;
    {
        auto claim = streams.publish("room");
        gone = claim->stream;
        streams.tend_once();
        CHECK(!claim->stream->ended()); // its publisher is there
        claim->stream->release(claim->epoch);
        streams.tend_once();
        CHECK(claim->stream->ended());
        streams.tend_once();
    }
    CHECK(streams.find("room") == nullptr);
    CHECK(gone.expired());
    CHECK(streams.all().empty());
}

TEST_CASE("nobody is held for longer than three target durations")
{
    broadcast b{1};
    b.add(7);
    const auto waiting = b.ask("video.m3u8", b.directives(1, 2));
    asio::co_spawn(b.io, b.streams.tend(), asio::detached);
    const auto began = std::chrono::steady_clock::now();
    b.io.restart();
    while (!waiting->has_value() && std::chrono::steady_clock::now() - began < 20s)
        b.io.run_one();
    REQUIRE(waiting->has_value());
    CHECK((*waiting)->status == 503);
    const auto took = std::chrono::steady_clock::now() - began;
    CHECK(took >= 2'900ms);
    CHECK(took < 5'000ms);
    b.streams.close();
    b.io.run();
}

TEST_CASE("a viewer who comes before the first part, or to no broadcast at all")
{
    asio::io_context io;
    manual_clock clock{noon};
    hub streams{{}, clock};
    CHECK(streams.find("nobody") == nullptr);
    auto answer = std::make_shared<std::optional<http_answer>>();
    asio::co_spawn(io, ask_into(nullptr, {"video.m3u8", "", ""}, answer), asio::detached);
    io.poll();
    REQUIRE(answer->has_value());
    CHECK((*answer)->status == 404);

    broadcast b;
    const auto early = b.ask("index.m3u8");
    CHECK(!early->has_value());
    b.add();
    REQUIRE(early->has_value());
    CHECK((*early)->status == 200);
    CHECK(body_of(**early).find("CODECS=\"avc1.64001e\"") != std::string::npos);
}

namespace {

// Gives a rendition what the source was given, as a worker does.
struct follower {
    std::shared_ptr<media::stream> to;
    media::stream::epoch epoch = 0;

    follower(broadcast& of, const char* folder)
        : to{of.stream->add_rendition(folder, of.stream->next_msn(), 0)}, epoch{to->claim(0ms).value_or(media::stream::hold{}).by}
    {
        hls::run run;
        run.video = video_format{320, 180, "avc1.4d400d", 30, "AVCC"};
        run.frames_per_second = 30;
        CHECK(to->open(epoch, run, {}));
    }
    void add(int count, std::int64_t at, bool gap = false)
    {
        hls::new_part made;
        made.bytes = gap ? "" : "small-" + std::to_string(count);
        made.gap = gap;
        made.start = at;
        made.duration = 18'000;
        made.program_time = noon + std::chrono::milliseconds{at / 90};
        made.independent = !gap && count % 5 == 0;
        made.ends_segment = count % 5 == 4;
        CHECK(to->add(epoch, std::move(made)));
    }
};

std::string text_of(const std::shared_ptr<std::optional<http_answer>>& answer)
{
    REQUIRE(answer->has_value());
    CHECK((*answer)->status == 200);
    return **(*answer)->body.begin();
}

std::vector<std::string> complaints_about(broadcast& live)
{
    const std::vector<hls::named_playlist> all{{"video.m3u8", text_of(live.ask("video.m3u8"))},
                                               {"r180/video.m3u8", text_of(live.ask("r180/video.m3u8"))}};
    auto broken = hls::check_renditions(all);
    for (const auto& each : all)
        for (auto& complaint : hls::check_playlist(each.text))
            broken.push_back(each.uri + ": " + complaint);
    return broken;
}

} // namespace

TEST_CASE("a rendition lies beside the source, and each playlist reports the other")
{
    broadcast live;
    live.add(10);
    follower small{live, "r180"};
    for (int i = 0; i < 23; ++i) {
        live.add();
        small.add(live.count - 1, live.at - 18'000, i == 12);
        if (i > 5)
            CHECK(complaints_about(live) == std::vector<std::string>{});
    }
    const auto list = text_of(live.ask("index.m3u8"));
    CHECK(list.find("RESOLUTION=640x360,FRAME-RATE=30\nvideo.m3u8\n") < list.find("RESOLUTION=320x180"));
    CHECK(list.find("\nr180/video.m3u8\n") != list.npos);
    CHECK((*live.ask("r180/index.m3u8"))->status == 404);
    CHECK((*live.ask("r360/video.m3u8"))->status == 404);
    CHECK(text_of(live.ask("r180/p" + live.msn(2) + ".1.m4s")) == "small-11");
    CHECK(live.stream->stats().bytes_held > small.to->stats().bytes_held);
    live.stream->end();
    CHECK(text_of(live.ask("r180/video.m3u8")).ends_with("#EXT-X-ENDLIST\n"));
}

TEST_CASE("a rendition that is withdrawn is gone for those who wait, too; the source goes on")
{
    broadcast live;
    live.add(5);
    follower small{live, "r180"};
    for (int i = 0; i < 7; ++i) {
        live.add();
        small.add(live.count - 1, live.at - 18'000);
    }
    const auto waiting = live.ask("r180/video.m3u8", live.directives(2, 3));
    CHECK(!waiting->has_value());
    live.stream->withdraw_rendition("r180");
    live.settle();
    CHECK((*waiting)->status == 404);
    CHECK((*live.ask("r180/video.m3u8"))->status == 404);
    live.add(2);
    CHECK(text_of(live.ask("video.m3u8")).find("RENDITION-REPORT") == std::string::npos);
    CHECK(text_of(live.ask("index.m3u8")).find("r180") == std::string::npos);
}

TEST_CASE("whoever makes renditions is told of each change, with the events of a part apart")
{
    asio::io_context io;
    manual_clock clock{noon};
    std::vector<hls::tapped> told;
    hub streams{{.on_change = [&](const std::string&, hls::tapped what) { told.push_back(std::move(what)); }}, clock};
    auto claim = streams.publish("room");
    REQUIRE(claim.has_value());
    claim->stream->open(claim->epoch, {}, {});
    hls::new_part part;
    part.bytes = "first";
    part.duration = 18'000;
    claim->stream->add(claim->epoch, part);
    REQUIRE(claim->stream->put_metadata("quiz").has_value());
    part.bytes = "second";
    part.start = 18'000;
    claim->stream->add(claim->epoch, part);
    claim->stream->end_segment(claim->epoch);
    claim->stream->end();
    REQUIRE(told.size() == 5);
    const auto& second = std::get<hls::tapped_part>(told[2]);
    CHECK(second.number == 1);
    CHECK(second.events.find("quiz") != std::string::npos);
    CHECK(*second.media == second.events + "second");
    CHECK(std::holds_alternative<hls::tapped_end>(told[4]));
}
