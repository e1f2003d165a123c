#include "media/bytes.hpp"
#include "studio/lateness.hpp"
#include "studio/message.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::studio;
using media::errc;
using namespace std::string_literals;

namespace {

std::string frame(unsigned type, std::string_view payload, std::uint64_t microseconds = 0, unsigned flags = 0,
                  unsigned version = 1, unsigned reserved = 0)
{
    media::byte_writer to;
    to.u8(version);
    to.u8(type);
    to.u8(flags);
    to.u8(reserved);
    to.u64(microseconds);
    to.text(payload);
    return to.finish();
}

} // namespace

TEST_CASE("a hello says what comes, and its name is made printable")
{
    const auto read = studio::read(frame(1, "\3\0\0\x75\x30"
                                            "Chrome\n\x80"s));
    REQUIRE(read.has_value());
    const auto& says = std::get<hello>(*read).says;
    CHECK(says.has_video);
    CHECK(says.has_audio);
    CHECK(says.frames_per_second == doctest::Approx(30));
    CHECK(says.encoder == "Chrome??");
}

TEST_CASE("media become the messages that RTMP would carry")
{
    const auto picture = std::get<medium>(*studio::read(frame(4, "NAL", 1'234'567, 1)));
    CHECK(picture.what.video);
    CHECK(picture.timed);
    CHECK(picture.what.timestamp == 1'234);
    CHECK(picture.what.payload == "\x17\1\0\0\0NAL"s);
    CHECK(std::get<medium>(*studio::read(frame(4, "NAL"))).what.payload.front() == '\x27');
    const auto setup = std::get<medium>(*studio::read(frame(2, "avcC")));
    CHECK(!setup.timed);
    CHECK(setup.what.payload == "\x17\0\0\0\0avcC"s);
    CHECK(std::get<medium>(*studio::read(frame(3, "OpusHead"))).what.payload == "\x90OpusOpusHead");
    const auto sound = std::get<medium>(*studio::read(frame(5, "packet", 4'294'967'296'000 + 20'000)));
    CHECK(!sound.what.video);
    CHECK(sound.what.timestamp == 20); // wraps
    CHECK(sound.what.payload == "\x91Opuspacket");
}

TEST_CASE("a ping comes back as it was, and a bye is one")
{
    CHECK(std::get<ping>(*studio::read(frame(6, "\0\0\0\0\0\0\1\2"s))).mark == 258);
    CHECK(std::holds_alternative<bye>(*studio::read(frame(7, ""))));
}

TEST_CASE("frames that no page sends are refused")
{
    CHECK(studio::read("").error() == errc::truncated);
    CHECK(studio::read("\1\4\0\0"s).error() == errc::truncated);
    CHECK(studio::read("{\"type\":\"hello\"}").error() == errc::unsupported);
    CHECK(studio::read(frame(4, "x", 0, 0, 2)).error() == errc::unsupported);
    CHECK(studio::read(frame(0, "x")).error() == errc::unsupported);
    CHECK(studio::read(frame(8, "x")).error() == errc::unsupported);
    CHECK(studio::read(frame(4, "x", 0, 2)).error() == errc::malformed);
    CHECK(studio::read(frame(4, "x", 0, 0, 1, 1)).error() == errc::malformed);
    CHECK(studio::read(frame(4, "x", 1ULL << 53U)).error() == errc::malformed);
    CHECK(studio::read(frame(4, "")).error() == errc::truncated);
    CHECK(studio::read(frame(6, "short")).error() == errc::malformed);
    CHECK(studio::read(frame(1, "\3"s)).error() == errc::truncated);
    CHECK(studio::read(frame(1, "\0\0\0\0\0"s)).error() == errc::malformed);
    CHECK(studio::read(frame(1, "\4\0\0\0\0"s)).error() == errc::malformed);
    CHECK(studio::read(frame(1, "\1\xff\xff\xff\xff"s)).error() == errc::malformed);
    CHECK(studio::read(frame(1, "\1\0\0\0\0"s + std::string(129, 'x'))).error() == errc::too_large);
    CHECK(studio::read(frame(2, std::string(largest_configuration + 1, 'x'))).error() == errc::too_large);
    CHECK(studio::read(frame(5, std::string(largest_sound + 1, 'x'))).error() == errc::too_large);
    CHECK(studio::read(frame(4, std::string(largest_picture + 1, 'x'))).error() == errc::too_large);
}

TEST_CASE("lateness is what comes on top of the shortest way, and forgives clocks that drift")
{
    using us = std::chrono::microseconds;
    lateness lag;
    CHECK(lag.of(1'000'000, us{5'000'000}) == us{0});
    CHECK(lag.of(1'033'000, us{5'040'000}) < us{7'001});
    CHECK(lag.of(1'066'000, us{5'800'000}) > us{720'000});
    // The page's clock runs slower by 100 ppm for an hour: that is no lateness.
    lateness drifting;
    us most{0};
    for (std::int64_t second = 0; second < 3'600; ++second)
        most = std::max(most, drifting.of(static_cast<std::uint64_t>(second * 999'900), us{second * 1'000'000}));
    CHECK(most < us{1'000});
}
