#include "media/codec/hevc.hpp"

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

// Written by x265 3.5 through ffmpeg 5.1: 320 × 180, Main. 180 is 184 coded lines, so the window is cut.
constexpr std::string_view main_180p =
    "0101600000009000000000003cf000fcfdf8f800000f03"
    "a00001001840010c01ffff01600000030090000003000003003cba0240"
    "a10001002942010101600000030090000003000003003ca00a080c1f3e5ba4a4c2f0168080000003008000000f04"
    "a2000100064401c073c189";

} // namespace

TEST_CASE("an HEVC header tells codec and size")
{
    const auto format = hevc::parse_configuration(bytes(main_180p));
    REQUIRE(format.has_value());
    CHECK(format->codec == "hvc1.1.6.L60.90");
    CHECK(format->width == 320);
    CHECK(format->height == 180);
    CHECK(format->kind == video_codec::hevc);
    CHECK(hevc::length_bytes_of(*format) == 4);
    auto high = bytes(main_180p);
    high[1] = 0x62; // profile space A, high tier, Main 10
    high.replace(2, 4, "\x20\x00\x00\x00"s);
    high.replace(6, 6, "\xb0\x00\x00\x00\x00\x01"s);
    high[12] = 120;
    CHECK(hevc::parse_configuration(high)->codec == "hvc1.A2.4.H120.b0.0.0.0.0.1");
}

TEST_CASE("a damaged HEVC header is refused, wherever it is cut")
{
    const auto good = bytes(main_180p);
    for (std::size_t size = 0; size < good.size(); ++size)
        CHECK(!hevc::parse_configuration(good.substr(0, size)).has_value());
    auto version = good;
    version[0] = 2;
    CHECK(hevc::parse_configuration(version).error() == errc::malformed);
    auto without_sets = good.substr(0, 23);
    without_sets[22] = 0;
    CHECK(hevc::parse_configuration(without_sets).error() == errc::malformed);
    auto huge = good;
    const auto at = huge.find("\x42\x01\x01"s) + 13;
    huge.replace(at + 2, 4, "\x00\x00\x00\x01"s);
    CHECK(!hevc::parse_configuration(huge).has_value());
}

TEST_CASE("HEVC pictures at which a decoder may begin are IDR, CRA and BLA")
{
    const auto unit = [](unsigned type) { return "\x00\x00\x00\x03"s + static_cast<char>(type << 1) + "\x01x"; };
    for (const unsigned type : {16U, 19U, 20U, 21U}) {
        const auto found = hevc::inspect(unit(35) + unit(type), 4);
        REQUIRE(found.has_value());
        CHECK(found->idr);
        CHECK(found->picture);
    }
    CHECK(!hevc::inspect(unit(1), 4)->idr);
    CHECK(hevc::inspect(unit(1), 4)->picture);
    CHECK(!hevc::inspect(unit(39), 4)->picture); // SEI
    CHECK(hevc::inspect("\x00\x00\x00\x09x"s, 4).error() == errc::malformed);
}
