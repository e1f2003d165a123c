#include "media/ingest/publisher_clock.hpp"

#include <doctest/doctest.h>

using ahimmoyak::media::publisher_clock;
using verdict = publisher_clock::verdict;

TEST_CASE("stamps wrap after 49.7 days and time goes on")
{
    publisher_clock clock;
    std::int64_t last = 0;
    std::uint32_t stamp = 0xFFFFFFFF - 1'000;
    for (int i = 0; i < 100; ++i, stamp += 40) {
        const auto now = clock.read(true, stamp);
        CHECK(now.what == verdict::ok);
        if (i > 0)
            CHECK(now.milliseconds == last + 40);
        last = now.milliseconds;
    }
    CHECK(last > 0xFFFFFFFFLL);
}

TEST_CASE("small steps back and out of order tracks are no break")
{
    publisher_clock clock;
    CHECK(clock.read(true, 5'000).what == verdict::ok);
    CHECK(clock.read(false, 4'500).what == verdict::ok); // tracks start apart
    CHECK(clock.read(true, 4'800).what == verdict::ok);
    CHECK(clock.read(false, 4'490).what == verdict::ok);
    CHECK(clock.read(true, 9'000).what == verdict::ok);
}

TEST_CASE("a jump begins a new time line once, and stragglers of the old one are dropped")
{
    publisher_clock clock;
    clock.read(true, 100'000);
    clock.read(false, 100'000);
    CHECK(clock.read(true, 16'776'000).what == verdict::broken);
    CHECK(clock.read(false, 100'020).what == verdict::stale);
    CHECK(clock.read(false, 16'776'010).what == verdict::ok);
    CHECK(clock.read(true, 16'776'040).what == verdict::ok);
    CHECK(clock.read(true, 0).what == verdict::broken);
    CHECK(clock.read(false, 0).what == verdict::ok);
}

TEST_CASE("a track that paused joins in again")
{
    publisher_clock clock;
    clock.read(true, 0);
    clock.read(false, 0);
    for (std::uint32_t t = 0; t < 60'000; t += 40)
        CHECK(clock.read(true, t).what == verdict::ok);
    CHECK(clock.read(false, 60'000).what == verdict::ok);
}
