#include "media/codec/flv.hpp"
#include "media/codec/opus.hpp"
#include "media/ingest/ingest.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::media;
using namespace std::string_literals;

namespace {

const auto stereo = "OpusHead\x01\x02\x38\x01\x80\xbb\0\0\0\0\0"s;

} // namespace

TEST_CASE("an OpusHead tells channels; its time is always 48 kHz")
{
    const auto read = opus::parse_configuration(stereo);
    REQUIRE(read.has_value());
    CHECK(read->channels == 2);
    CHECK(read->sample_rate == 48'000);
    CHECK(read->codec == "opus");
    CHECK(opus::specific_box_of(*read) == "\0\x02\x01\x38\0\0\xbb\x80\0\0\0"s);
    const auto surround = "OpusHead\x01\x06\x38\x01\x80\xbb\0\0\0\0\x01\x04\x02\0\x04\x01\x02\x03\x05"s;
    const auto many = opus::parse_configuration(surround + "what follows");
    REQUIRE(many.has_value());
    CHECK(many->channels == 6);
    CHECK(many->configuration == surround);
}

TEST_CASE("a damaged OpusHead is refused")
{
    const auto with = [](std::size_t at, char value) {
        auto changed = stereo;
        changed[at] = value;
        return opus::parse_configuration(changed);
    };
    CHECK(opus::parse_configuration("").error() == errc::truncated);
    CHECK(opus::parse_configuration(stereo.substr(0, 18)).error() == errc::truncated);
    CHECK(with(0, 'o').error() == errc::malformed);
    CHECK(with(8, '\x10').error() == errc::unsupported);
    CHECK(with(9, 0).error() == errc::malformed);
    CHECK(with(9, 3).error() == errc::malformed);
    CHECK(with(18, 2).error() == errc::unsupported);
    CHECK(with(18, 1).error() == errc::truncated);
    CHECK(opus::parse_configuration("OpusHead\x01\x02\x38\x01\x80\xbb\0\0\0\0\x01\x01\0\0\x01"s).error() ==
          errc::malformed);
}

TEST_CASE("a packet says how long it sounds")
{
    struct row {
        std::string packet;
        int samples;
    };
    for (const auto& [packet, samples] : {row{"\xfc"s, 960},        // CELT, 20 ms, one frame: what browsers send
                                          row{"\xe0"s, 120},        // CELT, 2.5 ms
                                          row{"\x0b\x02"s, 1'920},  // SILK, 20 ms, code 3, two frames
                                          row{"\x69"s, 2 * 960},    // hybrid, 20 ms, two frames
                                          row{"\x18"s, 2'880},      // SILK, 60 ms
                                          row{"\xe3\x30"s, 5'760}}) // 48 frames of 2.5 ms: the longest there is
        CHECK(*opus::samples_of(packet) == samples);
    CHECK(opus::samples_of("").error() == errc::truncated);
    CHECK(opus::samples_of("\xfb"s).error() == errc::truncated);
    CHECK(opus::samples_of("\xfb\0"s).error() == errc::malformed);
    CHECK(opus::samples_of("\xfb\x3f"s).error() == errc::malformed);
}

TEST_CASE("Opus in enhanced FLV becomes sound whose time is counted in samples")
{
    ingest frames{{}};
    rtmp::stream_metadata says;
    says.has_audio = true;
    frames.describe(says);
    REQUIRE(frames.take({false, 0, "\x90Opus" + stereo}, timestamp{}).has_value());
    // Stamps tremble by a few milliseconds; the sound does not.
    for (std::uint32_t i = 0; i < 200; ++i)
        REQUIRE(frames.take({false, i * 20 + i % 3, "\x91Opus\xfc" + std::string(80, 'x')}, timestamp{}).has_value());
    REQUIRE(frames.take({false, 4'000, "\xaf\x01wrong codec"s}, timestamp{}).has_value());
    CHECK(frames.frames() == 200);
    CHECK(frames.dropped() == 1);
    std::int64_t end = 0;
    for (const auto& cut : frames.cuts()) {
        if (const auto* run = std::get_if<hls::run>(&cut)) {
            CHECK(run->audio->codec == "opus");
            CHECK(!run->video);
        }
        if (const auto* part = std::get_if<hls::new_part>(&cut)) {
            CHECK(part->start == end);
            CHECK(!part->gap);
            CHECK(part->duration % 1'800 == 0); // whole packets of 20 ms
            end = part->start + part->duration;
        }
    }
    CHECK(end > 3 * ticks_per_second);
}
