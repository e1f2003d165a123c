#include "media/ingest/sound_clock.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace ahimmoyak::media;

namespace {

constexpr int frame = 1'024;
constexpr double rate = 48'000;

struct lecture_heard {
    double most_off_ms = 0;
    std::int64_t steepest = 0; ///< the most that two sounds overlap or stand apart, in samples
    int left_out = 0;
};

/// Three hours of a sound card that is so much too fast, its sounds stamped by the picture's clock, `burst` under one
/// stamp.
lecture_heard listen(double parts_per_million, int burst)
{
    sound_clock clock{static_cast<int>(rate)};
    lecture_heard heard;
    std::int64_t last = -1;
    constexpr double three_hours_ms = 3 * 3'600 * 1'000;
    double stamp = 0;
    for (int i = 0;; ++i) {
        const double truly = static_cast<double>(i) * frame * 1'000 / (rate * (1 + parts_per_million / 1e6));
        if (truly > three_hours_ms)
            return heard;
        if (i % burst == 0)
            stamp = truly;
        const auto at = clock.place(static_cast<std::int64_t>(stamp), frame);
        if (!at) {
            ++heard.left_out;
            continue;
        }
        heard.most_off_ms = std::max(heard.most_off_ms, std::abs(static_cast<double>(*at) * 1'000 / rate - truly));
        if (last >= 0)
            heard.steepest = std::max(heard.steepest, std::abs(*at - last - frame));
        last = *at;
    }
}

} // namespace

TEST_CASE("sound and picture stay within a frame for three hours, whatever the sound card's clock")
{
    for (const double off : {0.0, 30.0, -30.0, 100.0, -100.0, 500.0, -500.0}) {
        CAPTURE(off);
        const auto heard = listen(off, 1);
        CHECK(heard.most_off_ms < 8); // a quarter of a frame at 30 a second
        CHECK(heard.steepest <= 2);
        CHECK(heard.left_out == 0);
    }
}

TEST_CASE("sounds that come in bursts under one stamp are counted all the same")
{
    for (const double off : {0.0, 100.0, -100.0}) {
        CAPTURE(off);
        const auto heard = listen(off, 4);
        CHECK(heard.most_off_ms < 8);
        CHECK(heard.left_out == 0);
    }
}

TEST_CASE("a hole in the sound is a hole, and too much of it is left out")
{
    sound_clock clock{48'000};
    CHECK(clock.place(0, frame) == 0);
    CHECK(clock.place(21, frame) == frame);
    CHECK(clock.place(1'000, frame) == 48'000);
    CHECK(clock.place(1'000, frame) == 48'000 + frame);
    int kept = 0;
    for (int i = 0; i < 100; ++i)
        kept += clock.place(1'001, frame) ? 1 : 0;
    CHECK(kept < 10);
    clock.restart();
    CHECK(clock.place(5, frame) == 240);
}
