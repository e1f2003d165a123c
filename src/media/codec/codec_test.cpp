#include "media/codec/aac.hpp"
#include "media/codec/avc.hpp"
#include "media/codec/flv.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ahimmoyak::media;
using namespace std::string_literals;

namespace {

std::string bytes(std::string_view hex)
{
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out.push_back(static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16)));
    return out;
}

// Written by x264 through ffmpeg 5.1.
constexpr std::string_view main_720p = "014d401fffe10017674d401feca02802dd808800001f480007530078c18cb001000468ce0fc8";
constexpr std::string_view high_1080p =
    "01640028ffe1001b67640028acd940780227e5c044000003000400000300c83c60c65801000668ebe3cb22c0fdf8f800";
constexpr std::string_view baseline_240p =
    "0142c015ffe1001d6742c015d901b1fe4fff0280027f1000000300100000030320f162e48001000568cb83cb20";
constexpr std::string_view interlaced_576 =
    "0164001effe1001c6764001eacd940b424dff8020001688000000300800000190f8a14cb01000668fba3cb22c0fdf8f800";

} // namespace

TEST_CASE("an AVC header tells codec, size and rate")
{
    struct {
        std::string_view hex;
        std::string_view codec;
        int width;
        int height;
        double rate;
    } const rows[] = {{main_720p, "avc1.4d401f", 1280, 720, 30'000.0 / 1'001},
                      {high_1080p, "avc1.640028", 1920, 1080, 25},
                      {baseline_240p, "avc1.42c015", 426, 240, 25},
                      {interlaced_576, "avc1.64001e", 720, 576, 25}};
    for (const auto& row : rows) {
        CAPTURE(row.codec);
        const auto read = avc::parse_configuration(bytes(row.hex));
        REQUIRE(read.has_value());
        CHECK(read->codec == row.codec);
        CHECK(read->width == row.width);
        CHECK(read->height == row.height);
        CHECK(read->frames_per_second == doctest::Approx(row.rate));
        CHECK(avc::length_bytes_of(*read) == 4);
    }
}

TEST_CASE("a damaged AVC header is refused")
{
    const auto whole = bytes(main_720p);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        CHECK(!avc::parse_configuration(whole.substr(0, size)).has_value());
    }
    auto version = whole;
    version[0] = 2;
    CHECK(avc::parse_configuration(version).error() == errc::malformed);
    auto no_sps = whole;
    no_sps[5] = '\xe0';
    CHECK(avc::parse_configuration(no_sps).error() == errc::malformed);
    auto other = whole;
    other[8] = 0x68;
    CHECK(avc::parse_configuration(other).error() == errc::malformed);
    // Whatever bits are flipped, it ends without reading past the end (the sanitizers watch).
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        auto flipped = whole;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
        (void)avc::parse_configuration(flipped);
    }
}

TEST_CASE("NAL units are walked by their lengths")
{
    const auto idr = "\0\0\0\2\x09\xf0"
                     "\0\0\0\3\x65\x88\x84"s;
    const auto found = avc::inspect(idr, 4);
    REQUIRE(found.has_value());
    CHECK(found->idr);
    CHECK(found->picture);
    CHECK(!avc::inspect("\0\0\0\2\x41\x9a"s, 4)->idr);
    CHECK(!avc::inspect("\0\0\0\2\x06\x05"s, 4)->picture);
    CHECK(avc::inspect("\0\0\0\x09\x65"s, 4).error() == errc::malformed);
    CHECK(avc::inspect("\0\0\1"s, 4).error() == errc::malformed);
    CHECK(avc::inspect("\2\x65\x88"s, 1)->idr);
}

TEST_CASE("an AAC header tells object type, rate and channels")
{
    struct {
        std::string config;
        std::string_view codec;
        int rate;
        int channels;
    } const rows[] = {
        {"\x11\x90"s, "mp4a.40.2", 48'000, 2},
        {"\x12\x08"s, "mp4a.40.2", 44'100, 1},
        {"\x2b\x92\x08\x00"s, "mp4a.40.5", 22'050, 2},     // SBR: 44,100 over a core of 22,050
        {"\x17\x80\x5d\xc0\x10"s, "mp4a.40.2", 48'000, 2}, // explicit rate
    };
    for (const auto& row : rows) {
        CAPTURE(row.rate);
        const auto read = aac::parse_configuration(row.config);
        REQUIRE(read.has_value());
        CHECK(read->codec == row.codec);
        CHECK(read->sample_rate == row.rate);
        CHECK(read->channels == row.channels);
        CHECK(read->frame_samples == 1024);
    }
    CHECK(aac::parse_configuration("").error() == errc::truncated);
    CHECK(aac::parse_configuration("\x11"s).error() == errc::truncated);
    CHECK(aac::parse_configuration("\x41\x90"s).error() == errc::unsupported);
    CHECK(aac::parse_configuration("\x17\x80"s).error() == errc::truncated);
    CHECK(aac::parse_configuration("\x16\x90"s).error() == errc::malformed);
}

TEST_CASE("FLV video tags, plain and enhanced")
{
    const auto plain_bytes = "\x17\x01\xff\xff\xdf"
                             "data"s;
    const auto plain = flv::parse_video(plain_bytes);
    REQUIRE(plain.has_value());
    CHECK(plain->what == flv::video_tag::kind::picture);
    CHECK(plain->key);
    CHECK(plain->composition_ms == -33); // signed
    CHECK(plain->data == "data");
    CHECK(flv::parse_video("\x17\x00\x00\x00\x00"s)->what == flv::video_tag::kind::configuration);
    CHECK(flv::parse_video("\x17\x02\x00\x00\x00"s)->what == flv::video_tag::kind::end);
    const auto enhanced_bytes = "\x91"
                                "avc1\x00\x00\x21"
                                "data"s;
    const auto enhanced = flv::parse_video(enhanced_bytes);
    REQUIRE(enhanced.has_value());
    CHECK(enhanced->composition_ms == 33);
    CHECK(enhanced->data == "data");
    CHECK(flv::parse_video("\xa3"
                           "avc1data"s)
              ->data == "data");
    CHECK(flv::parse_video("\x91hvc1\x00\x00\x21x"s)->composition_ms == 33);
    CHECK(flv::parse_video("\x91hvc1\x00\x00\x21x"s)->codec == video_codec::hevc);
    CHECK(flv::parse_video("\x91"
                           "av01data"s)
              ->data == "data"); // has no composition time
    CHECK(flv::parse_video("\x90vp09"s).error() == errc::unsupported);
    // ModEx: three bytes of nanoseconds, then two more of something unknown, then the frame itself.
    CHECK(flv::parse_video("\x97\x02\x00\x00\x07\x07\x01zz\x13hvc1data"s)->data == "data");
    CHECK(flv::parse_video("\x97\x02\x00\x00"s).error() == errc::truncated);
    std::string endless = "\x97";
    for (int i = 0; i < 64; ++i)
        endless += "\x00z\x07"s;
    CHECK(flv::parse_video(endless).error() == errc::malformed);
    CHECK(flv::parse_video("\xd0\x00"s)->what == flv::video_tag::kind::other); // a server's command
    CHECK(flv::parse_video("\x12\x00"s).error() == errc::unsupported);
    CHECK(flv::parse_video(""s).error() == errc::truncated);
    CHECK(flv::parse_video("\x17\x01\x00"s).error() == errc::truncated);
    CHECK(flv::parse_video("\x91"
                           "avc"s)
              .error() == errc::truncated);
}

TEST_CASE("FLV audio tags, plain and enhanced")
{
    CHECK(flv::parse_audio("\xaf\x00\x11\x90"s)->what == flv::audio_tag::kind::configuration);
    CHECK(flv::parse_audio("\xaf\x01x"s)->data == "x");
    CHECK(flv::parse_audio("\x91mp4ax"s)->what == flv::audio_tag::kind::sound);
    CHECK(flv::parse_audio("\x91Opusx"s)->opus);
    CHECK(flv::parse_audio("\x97\x02\x00\x00\x07\x01Opusx"s)->data == "x");
    CHECK(flv::parse_audio("\x91"
                           "fLaCx"s)
              .error() == errc::unsupported);
    CHECK(flv::parse_audio("\x2f\x01"s).error() == errc::unsupported);
    CHECK(flv::parse_audio("\xaf"s).error() == errc::truncated);
}
