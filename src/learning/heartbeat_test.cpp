#include "base/random.hpp"
#include "learning/heartbeat.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::learning;
using namespace std::chrono_literals;

namespace {

struct lesson_on_screen {
    timestamp opened{std::chrono::milliseconds{1'800'000'000'000}};
    viewing_clock clock{opened, {}, 0, 0, 0};
    yardstick by{opened, 600'000};
    std::int64_t counter = 0;
    coverage seen;

    // A heartbeat that arrives when it says it was made.
    verdict hear(std::int64_t elapsed, std::int64_t from, std::int64_t to, std::int64_t rate = 100, bool visible = true)
    {
        by.now = std::max(by.now, opened + std::chrono::milliseconds{elapsed});
        return hear_late(elapsed, from, to, rate, visible);
    }
    verdict hear_late(std::int64_t elapsed, std::int64_t from, std::int64_t to, std::int64_t rate = 100,
                      bool visible = true)
    {
        stretch played;
        const beat said{{++counter}, {elapsed}, {from}, {to}, {rate}, visible, {"-"}};
        const auto found = judge(clock, said, by, played);
        if (found == verdict::COUNTED)
            seen.add(played);
        return found;
    }
};

} // namespace

TEST_CASE("playing on earns what was played")
{
    lesson_on_screen l;
    CHECK(l.hear(10'000, 0, 10'000) == verdict::COUNTED);
    CHECK(l.hear(20'000, 10'000, 20'000) == verdict::COUNTED);
    CHECK(l.hear(30'000, 20'000, 40'000, 200) == verdict::COUNTED);
    CHECK(l.seen.credited_ms() == 30'000);
}

TEST_CASE("nobody plays faster than the clock runs, however the claim is cut")
{
    lesson_on_screen l;
    CHECK(l.hear(10'000, 0, 60'000) == verdict::TOO_FAST);
    CHECK(l.hear(10'000, 0, 60'000, 200) == verdict::TOO_FAST);
    CHECK(l.seen.credited_ms() == 0);

    SUBCASE("a bit too much each time adds up to half a second at most")
    {
        std::int64_t at = 0;
        for (std::int64_t i = 1; i <= 100; ++i)
            if (l.hear(10'000 + i * 100, at, at + 500) == verdict::COUNTED)
                at += 500;
        CHECK(l.seen.credited_ms() <= 20'000 + play_slack_ms);
    }
    SUBCASE("the same moment again earns nothing more")
    {
        CHECK(l.hear(10'000, 0, 10'000) == verdict::COUNTED);
        CHECK(l.hear(10'000, 10'000, 10'400) == verdict::COUNTED);
        CHECK(l.hear(10'000, 20'000, 20'400) == verdict::TOO_FAST);
    }
}

TEST_CASE("a refused heartbeat changes nothing")
{
    lesson_on_screen l;
    CHECK(l.hear(10'000, 0, 10'000) == verdict::COUNTED);
    const auto before = l.clock.used_ms;
    CHECK(l.hear(11'000, 700'000, 710'000) == verdict::IMPOSSIBLE);
    CHECK(l.hear(11'000, 5'000, 4'000) == verdict::IMPOSSIBLE);
    CHECK(l.clock.used_ms == before);
    CHECK(l.clock.counter == 1);
    CHECK(l.hear(20'000, 10'000, 20'000) == verdict::COUNTED);
}

TEST_CASE("heartbeats from the future, too late, or out of order earn nothing")
{
    lesson_on_screen l;
    CHECK(l.hear_late(10'000, 0, 10'000) == verdict::FROM_FUTURE);
    CHECK(l.hear(10'000, 0, 10'000) == verdict::COUNTED);
    CHECK(l.hear(5'000, 10'000, 12'000) == verdict::OUT_OF_ORDER);
    l.counter = 0;
    CHECK(l.hear(20'000, 10'000, 20'000) == verdict::OUT_OF_ORDER);
    l.counter = 10;
    l.by.now = l.opened + 2h;
    CHECK(l.hear_late(20'000, 10'000, 20'000) == verdict::TOO_LATE);
}

TEST_CASE("what was kept back without a network counts when it comes within the hour")
{
    lesson_on_screen l;
    l.by.now = l.opened + 30min;
    for (std::int64_t i = 0; i < 6; ++i)
        CHECK(l.hear_late((i + 1) * 10'000, i * 10'000, (i + 1) * 10'000) == verdict::COUNTED);
    CHECK(l.seen.credited_ms() == 60'000);
}

TEST_CASE("what happened before the trainee went on elsewhere still counts, what came after does not")
{
    lesson_on_screen l;
    l.by.now = l.opened + 60s;
    l.clock.ended_at = l.opened + 15s;
    CHECK(l.hear_late(10'000, 0, 10'000) == verdict::COUNTED);
    CHECK(l.hear_late(20'000, 10'000, 20'000) == verdict::TAKEN_OVER);
    CHECK(l.seen.credited_ms() == 10'000);
}

TEST_CASE("playing out of sight spends the time and earns nothing")
{
    lesson_on_screen l;
    CHECK(l.hear(10'000, 0, 10'000, 100, false) == verdict::HIDDEN);
    CHECK(l.hear(11'000, 0, 10'000) == verdict::TOO_FAST);
    CHECK(l.seen.credited_ms() == 0);
}

TEST_CASE("a pause is no time to play in later, beyond what has passed")
{
    lesson_on_screen l;
    CHECK(l.hear(60'000, 0, 0) == verdict::COUNTED); // told of the pause: that minute is gone
    CHECK(l.hear(61'000, 0, 30'000) == verdict::TOO_FAST);
    CHECK(l.hear(62'000, 0, 2'000) == verdict::COUNTED);
}

TEST_CASE("only who has the viewing's key can sign for it")
{
    const beat said{{7}, {70'000}, {60'000}, {70'000}, {100}, true, {"-"}};
    const auto key = viewing_key("an installation's secret of some length", {12});
    auto good = said;
    good.signature.value = base64url(hmac_sha256(key, "12.7.70000.60000.70000.100.1"));
    CHECK(is_signed(key, {12}, good));
    CHECK_FALSE(is_signed(key, {13}, good));
    CHECK_FALSE(is_signed(viewing_key("another secret", {12}), {12}, good));
    auto changed = good;
    changed.to_ms.value = 71'000;
    CHECK_FALSE(is_signed(key, {12}, changed));
    CHECK_FALSE(is_signed(key, {12}, said));
}
