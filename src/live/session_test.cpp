#include "live/session.hpp"

#include <doctest/doctest.h>

namespace ahimmoyak::live {

namespace {

using std::chrono::seconds;

constexpr timestamp noon{seconds{1'763'870'400}};

media::stream_stats broadcast()
{
    media::stream_stats now;
    now.publishing = true;
    now.publication.video = media::video_format{1280, 720, "avc1.64001f", 30, "AVCC"};
    now.publication.encoder = "OBS";
    now.bits_per_second = 3'000'000;
    now.arriving_bits_per_second = 3'000'000;
    now.gop_seconds = 1;
    return now;
}

std::vector<session_event_kind> kinds(const std::vector<session_event>& all)
{
    std::vector<session_event_kind> found;
    for (const auto& each : all)
        found.push_back(each.kind);
    return found;
}

using all_of = std::vector<session_event_kind>;

} // namespace

TEST_CASE("a line that is too slow is told of once, when it lasts, and so is its end")
{
    session_watched seen;
    auto now = broadcast();
    CHECK(watch_session(seen, now, 0, noon).empty());
    CHECK_FALSE(lower_bit_rate(now));
    now.behind_seconds = 2;
    now.arriving_bits_per_second = 1'500'000;
    CHECK(starves(now));
    CHECK(lower_bit_rate(now) == 1'200'000);
    CHECK(watch_session(seen, now, 0, noon + seconds{1}).empty());
    const auto told = watch_session(seen, now, 0, noon + seconds{5});
    REQUIRE(kinds(told) == all_of{session_event_kind::STARVATION_STARTED});
    CHECK(told[0].detail == "1.5 Mbit/s");
    CHECK(watch_session(seen, now, 0, noon + seconds{9}).empty());
    now.behind_seconds = 0.2;
    CHECK(kinds(watch_session(seen, now, 0, noon + seconds{12})) == all_of{session_event_kind::STARVATION_ENDED});
    now.behind_seconds = 2;
    CHECK(watch_session(seen, now, 0, noon + seconds{13}).empty());
    now.behind_seconds = 0;
    CHECK(watch_session(seen, now, 0, noon + seconds{14}).empty());
}

TEST_CASE("what a publication is made of is told of once in each")
{
    session_watched seen;
    auto now = broadcast();
    now.gop_seconds = 8.3;
    now.arrived.reorders = true;
    const all_of both{session_event_kind::LONG_GOP, session_event_kind::B_FRAMES};
    CHECK(kinds(watch_session(seen, now, 0, noon)) == both);
    CHECK(watch_session(seen, now, 0, noon + seconds{1}).empty());
    now.publication.video->width = 640;
    const auto changed = watch_session(seen, now, 0, noon + seconds{2});
    REQUIRE(kinds(changed) == all_of{session_event_kind::FORMAT_CHANGED});
    CHECK(changed[0].detail == "640×720 avc1.64001f · OBS");
    now.refused = 1;
    CHECK(kinds(watch_session(seen, now, 0, noon + seconds{2})) == all_of{session_event_kind::SECOND_REFUSED});
    now.refused = 7; // it tries again every few seconds
    CHECK(watch_session(seen, now, 0, noon + seconds{2}).empty());
    now.refused = 0;
    now.publishing = false;
    CHECK(watch_session(seen, now, 0, noon + seconds{3}).empty());
    now.publishing = true;
    CHECK(kinds(watch_session(seen, now, 3, noon + seconds{4})) ==
          all_of{session_event_kind::LONG_GOP, session_event_kind::B_FRAMES, session_event_kind::RECORDING_LOST});
}

} // namespace ahimmoyak::live
