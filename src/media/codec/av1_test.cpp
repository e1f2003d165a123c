#include "media/codec/av1.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ahimmoyak::media;
using namespace std::string_literals;

namespace {

// Written by SVT-AV1 through ffmpeg 5.1: 320 × 180, Main, 8 bits.
const auto sequence = "\x0a\x0b\x00\x00\x00\x04\x3c\xfe\xcc\x02\xf8\x00\x40"s;
const auto record = "\x81\x00\x0c\x00"s + sequence;
const auto delimiter = "\x12\x00"s;
const auto key_frame = "\x32\x03\x10xx"s;
const auto inter_frame = "\x32\x03\x30xx"s;

} // namespace

TEST_CASE("an AV1 header tells codec and size")
{
    const auto format = av1::parse_configuration(record);
    REQUIRE(format.has_value());
    CHECK(format->codec == "av01.0.00M.08");
    CHECK(format->width == 320);
    CHECK(format->height == 180);
    CHECK(format->kind == video_codec::av1);
    CHECK(av1::parse_configuration("\x81\x28\xcc\x00"s)->codec == "av01.1.08H.10");
    CHECK(av1::parse_configuration("\x81\x4c\x6c\x00"s)->codec == "av01.2.12M.12");
}

TEST_CASE("an AV1 header need not hold a sequence header; it says no size then")
{
    const auto format = av1::parse_configuration(record.substr(0, 4));
    REQUIRE(format.has_value());
    CHECK(format->width == 0);
    CHECK(*av1::size_of(sequence) == std::pair{320, 180});
    CHECK(av1::size_of(delimiter).error() == errc::malformed);
}

TEST_CASE("a damaged AV1 header is refused")
{
    for (std::size_t size = 0; size < record.size(); ++size)
        if (size != 4)
            CHECK(!av1::parse_configuration(record.substr(0, size)).has_value());
    CHECK(av1::parse_configuration("\x01\x00\x0c\x00"s).error() == errc::malformed);
    CHECK(av1::parse_configuration("\x81\xe0\x0c\x00"s).error() == errc::malformed); // profile 7
}

TEST_CASE("a temporal unit tells whether it begins with a key frame that is shown")
{
    CHECK(av1::inspect(delimiter + sequence + key_frame)->key);
    CHECK(av1::inspect(delimiter + sequence + key_frame)->sequence_header == sequence);
    CHECK(!av1::inspect(inter_frame)->key);
    CHECK(av1::inspect(inter_frame)->picture);
    CHECK(!av1::inspect("\x32\x03\x00xx"s)->key);       // a key frame that is not shown
    CHECK(!av1::inspect("\x1a\x01\x90"s)->key);         // shows one that was coded before
    CHECK(!av1::inspect(inter_frame + key_frame)->key); // the first frame decides
    CHECK(!av1::inspect(delimiter + sequence)->picture);
    CHECK(av1::inspect("\x30\x10xx"s)->key); // without a length: to the end
    CHECK(av1::inspect("\x32\x09xx"s).error() == errc::malformed);
    CHECK(av1::inspect("\x80\x00"s).error() == errc::malformed);
    CHECK(av1::inspect("\x32\xff\xff\xff\xff\xff\xff\xff\xff\xff"s).error() == errc::malformed);
}

TEST_CASE("samples hold no temporal delimiters")
{
    CHECK(av1::without_delimiters(delimiter + sequence + delimiter + key_frame) == sequence + key_frame);
}
