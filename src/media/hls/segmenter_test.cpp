#include "media/hls/segmenter.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

using namespace ahimmoyak;
using namespace ahimmoyak::media;
using namespace ahimmoyak::media::hls;

namespace {

constexpr timestamp noon{std::chrono::milliseconds{1'795'000'000'000}};

video_format video() { return {640, 360, "avc1.64001e", 0, "AVCC"}; }
audio_format audio() { return {48'000, 2, "mp4a.40.2", 1024, "\x11\x90"}; }

// Plays a publisher and keeps what was cut.
struct publisher {
    segmenter cutter;
    double rate = 30;
    std::int64_t frame = 0;
    std::int64_t sample = 0;
    std::vector<run> runs;
    std::vector<new_part> parts;
    // Index of the first part of each segment.
    std::vector<std::size_t> segments;
    bool next_begins = true;

    explicit publisher(segmenter::options with = {}) : cutter{with} {}

    void collect()
    {
        for (auto& each : cutter.take()) {
            if (auto* part = std::get_if<new_part>(&each)) {
                if (next_begins)
                    segments.push_back(parts.size());
                next_begins = part->ends_segment;
                parts.push_back(std::move(*part));
            } else if (auto* opened = std::get_if<run>(&each))
                runs.push_back(std::move(*opened));
            else
                next_begins = true;
        }
    }
    void picture(bool key, std::int64_t late_ms = 0)
    {
        // As RTMP stamps it: whole milliseconds.
        const auto ms = static_cast<std::int64_t>(std::floor(static_cast<double>(frame) * 1'000 / rate)) + late_ms;
        cutter.push({track_kind::video, key, ms * 90, 0, 0, key ? "IDR-picture" : "p"},
                    noon + std::chrono::milliseconds{ms});
        ++frame;
        collect();
    }
    void sound_until_picture()
    {
        while (static_cast<double>(sample) / 48'000 < static_cast<double>(frame) / rate) {
            cutter.push({track_kind::audio, true, sample, 0, 1'024, "a"}, noon);
            sample += 1'024;
        }
        collect();
    }
    void play(double seconds, int gop, bool with_sound = true)
    {
        const auto end = frame + std::llround(seconds * rate);
        const auto from = frame;
        while (frame < end) {
            if (with_sound)
                sound_until_picture();
            picture((frame - from) % gop == 0);
        }
    }
    double seconds_of_segment(std::size_t n) const
    {
        double sum = 0;
        const auto end = n + 1 < segments.size() ? segments[n + 1] : parts.size();
        for (auto i = segments[n]; i < end; ++i)
            sum += static_cast<double>(parts[i].duration) / 90'000;
        return sum;
    }
    // The rules of the draft for everything but the open last segment.
    void check_rules() const
    {
        const auto target = runs.front().fixed.part_target;
        for (std::size_t n = 0; n + 1 < segments.size(); ++n) {
            CAPTURE(n);
            CHECK(std::lround(seconds_of_segment(n)) <= runs.front().fixed.target_seconds);
            for (auto i = segments[n]; i < segments[n + 1]; ++i) {
                CAPTURE(i);
                CHECK(parts[i].duration <= target);
                if (i + 1 < segments[n + 1] && !parts[i].independent)
                    CHECK(parts[i].duration * 100 >= target * 85);
                if (i > 0)
                    CHECK(parts[i].start == parts[i - 1].start + parts[i - 1].duration);
            }
        }
    }
};

segmenter::tracks both() { return {video(), audio(), 0, false}; }
segmenter::tracks only_video() { return {video(), std::nullopt, 0, true}; }

} // namespace

TEST_CASE("the lecture default: 30 frames, a key frame each second, parts of 0.2 s")
{
    publisher p;
    p.cutter.begin(both());
    p.play(10, 30);
    REQUIRE(p.runs.size() == 1);
    CHECK(p.runs[0].fixed.target_seconds == 2);
    CHECK(p.runs[0].fixed.part_target == 18'000);
    CHECK(p.runs[0].frames_per_second == doctest::Approx(30));
    p.check_rules();
    REQUIRE(p.segments.size() == 10);
    for (std::size_t n = 0; n + 1 < p.segments.size(); ++n) {
        CHECK(p.segments[n + 1] - p.segments[n] == 5);
        CHECK(p.seconds_of_segment(n) == doctest::Approx(1));
        CHECK(p.parts[p.segments[n]].independent);
        CHECK(!p.parts[p.segments[n] + 1].independent);
    }
    CHECK(p.parts[0].program_time == noon);
    CHECK(p.parts[5].program_time == noon + std::chrono::seconds{1});
}

TEST_CASE("a part is made with its last picture, and a segment's last part says that it is")
{
    publisher p;
    p.cutter.begin(only_video());
    p.play(3, 30, false);
    const auto before = p.parts.size();
    p.play(0, 30);
    for (int i = 0; i < 5; ++i)
        p.picture(i == 0);
    CHECK(p.parts.size() == before + 1); // the part held back for the key frame
    CHECK(p.parts.back().ends_segment);
    p.picture(false); // the sixth
    CHECK(p.parts.size() == before + 2);
    CHECK(!p.parts.back().ends_segment);
}

TEST_CASE("odd rates and key frame distances keep all rules")
{
    struct {
        double rate;
        int gop;
        int target_seconds;
    } const rows[] = {{30'000.0 / 1'001, 60, 2},
                      {25, 50, 2},
                      {24, 17, 2},
                      {15, 15, 2},
                      {60, 120, 2},
                      {10, 7, 2},
                      {30, 1, 2},
                      {30, 7, 2},
                      {30, 15, 2},
                      {30, 73, 3},
                      {30, 150, 5},
                      {30, 250, 9},
                      {12.5, 25, 2},
                      {23.976, 48, 2},
                      {5, 5, 2},
                      {30, 100'000, 2}};
    for (const auto& row : rows) {
        CAPTURE(row.rate);
        CAPTURE(row.gop);
        publisher p;
        p.rate = row.rate;
        p.cutter.begin(both());
        p.play(40, row.gop);
        REQUIRE(p.runs.size() == 1);
        CHECK(p.runs[0].fixed.target_seconds == row.target_seconds);
        CHECK(p.runs[0].fixed.part_target >= 18'000);
        CHECK(p.segments.size() > 3);
        p.check_rules();
        // What was published is all that was sent, but for the open part.
        std::uint64_t pictures = 0;
        for (const auto& each : p.parts)
            pictures += each.video_frames;
        CHECK(static_cast<double>(pictures) >= 40 * row.rate - row.rate * 0.3 - 2);
    }
}

TEST_CASE("jitter of the stamps does not reach the parts")
{
    publisher p;
    p.cutter.begin(only_video());
    for (int i = 0; i < 600; ++i)
        p.picture(i % 30 == 0, i * 7'919 % 9);
    p.check_rules();
    for (std::size_t n = 1; n + 1 < p.segments.size(); ++n)
        CHECK(p.seconds_of_segment(n) == doctest::Approx(1).epsilon(0.05));
}

// Found by fuzz/ingest.
TEST_CASE("an encoder that leaves pictures out while it warms up still has the rate that it claims")
{
    publisher from;
    from.cutter.begin({video(), audio(), 30, true});
    const auto play = [&](int pictures, auto left_out) {
        for (int i = 0; i < pictures; ++i) {
            from.sound_until_picture();
            if (left_out(i))
                ++from.frame;
            else
                from.picture(i % 30 == 0);
        }
    };
    play(31, [](int i) { return i > 0 && i < 20 && i % 5 != 0; }); // 16 of the first 31
    play(120, [](int) { return false; });
    REQUIRE(from.runs.size() == 1);
    CHECK(from.runs[0].frames_per_second == doctest::Approx(30));
    CHECK(from.runs[0].fixed.part_target == 18'000);
    from.check_rules();
}

TEST_CASE("wildly uneven pictures still make parts that follow each other")
{
    publisher p;
    p.cutter.begin(only_video());
    for (const std::int64_t ms : {0, 203, 213, 231, 241, 259, 494, 729, 964, 1'167, 1'168, 1'600, 1'610, 3'000}) {
        p.cutter.push({track_kind::video, ms != 203, ms * 90, 0, 0, "p"}, noon);
        p.collect();
    }
    REQUIRE(!p.parts.empty());
    p.check_rules();
    for (const auto& each : p.parts)
        CHECK(each.duration > 0);
}

TEST_CASE("pictures that stop for a while leave parts of sound, not a hole in time")
{
    publisher p;
    p.cutter.begin(both());
    p.play(5, 30);
    p.frame += 90; // three seconds are dropped by the encoder, the sound goes on
    p.sound_until_picture();
    p.play(5, 30);
    CHECK(p.runs.size() == 1);
    p.check_rules();
    std::size_t silent = 0;
    for (const auto& each : p.parts)
        silent += each.video_frames == 0 ? 1 : 0;
    CHECK(silent >= 13);
    CHECK(p.parts.back().start + p.parts.back().duration >= 12 * 90'000);
}

TEST_CASE("without sound the same pause is listed as gaps")
{
    publisher p;
    p.cutter.begin(only_video());
    p.play(5, 30, false);
    p.frame += 60;
    p.play(5, 30, false);
    p.check_rules();
    std::size_t gaps = 0;
    for (const auto& each : p.parts)
        gaps += each.gap ? 1 : 0;
    CHECK(gaps >= 9);
}

TEST_CASE("sound alone is cut by its own frames")
{
    publisher p;
    p.cutter.begin({std::nullopt, audio(), 0, true});
    for (int i = 0; i < 500; ++i) {
        p.cutter.push({track_kind::audio, true, i * 1'024, 0, 1'024, "a"}, noon);
        p.collect();
    }
    REQUIRE(p.runs.size() == 1);
    p.check_rules();
    CHECK(p.segments.size() >= 8);
    CHECK(p.parts[0].independent);
}

TEST_CASE("a second run continues the time line and keeps the durations")
{
    publisher first;
    first.cutter.begin(both());
    first.play(5, 30);
    first.cutter.finish();
    first.collect();
    const auto end = first.parts.back().start + first.parts.back().duration;

    publisher again{{first.runs[0].fixed, end}};
    again.rate = 25;
    again.cutter.begin(both());
    again.play(5, 25);
    REQUIRE(!again.parts.empty());
    CHECK(again.parts[0].start == end);
    CHECK(again.parts[0].independent);
    CHECK(again.runs[0].fixed.part_target == first.runs[0].fixed.part_target);
    again.check_rules();

    // A new header in mid-stream is a new run of the same publisher.
    auto wider = both();
    wider.video->width = 1'280;
    again.cutter.begin(wider);
    again.play(3, 25);
    REQUIRE(again.runs.size() == 2);
    CHECK(again.runs[1].video->width == 1'280);
    again.check_rules();
}

TEST_CASE("nothing is shown before the first key frame, and nothing is hoarded without one")
{
    publisher p;
    p.cutter.begin(both());
    for (int i = 0; i < 3'000; ++i) {
        p.sound_until_picture();
        p.picture(false);
    }
    CHECK(p.parts.empty());
    CHECK(p.cutter.pending_bytes() < 200);
    p.play(3, 30);
    REQUIRE(!p.parts.empty());
    CHECK(p.parts[0].independent);
}

TEST_CASE("the second track is waited for, but not forever")
{
    publisher p;
    p.cutter.begin({video(), std::nullopt, 0, false});
    p.play(3, 30, false);
    REQUIRE(p.runs.size() == 1);
    CHECK(!p.runs[0].audio);

    publisher late;
    late.cutter.begin({video(), std::nullopt, 0, false});
    late.play(0.3, 30, false);
    CHECK(late.runs.empty());
    late.cutter.begin(both());
    late.play(3, 30);
    REQUIRE(late.runs.size() == 1);
    CHECK(late.runs[0].audio.has_value());
}
