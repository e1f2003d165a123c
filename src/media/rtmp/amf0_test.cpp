#include "media/rtmp/amf0.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak::media;
using namespace std::string_literals;

TEST_CASE("AMF0 values survive writing and reading")
{
    byte_writer out;
    amf0::write(out, "connect");
    amf0::write(out, 1.0);
    amf0::write(out, amf0::object{{"app", {"live"s}},
                                  {"nested", {amf0::object{{"n", {2.5}}, {"b", {true}}}}},
                                  {"list", {amf0::array{{1.0}, {"x"s}}}}});
    amf0::write_null(out);
    const auto read = amf0::parse(out.bytes());
    REQUIRE(read.has_value());
    REQUIRE(read->size() == 4);
    CHECK(*(*read)[0].as_text() == "connect");
    CHECK(*(*read)[1].as_number() == 1);
    CHECK((*read)[2].text_of("app") == "live");
    REQUIRE((*read)[2].find("nested"));
    CHECK((*read)[2].find("nested")->number_of("n") == 2.5);
    CHECK((*read)[2].text_of("absent").empty());
}

TEST_CASE("onMetaData is read as an ECMA array whatever count it claims")
{
    const auto array = "\x02\x00\x0aonMetaData\x08\x00\x00\x00\x63\x00\x09"
                       "framerate\x00\x40\x3e\x00\x00\x00\x00\x00\x00\x00\x00\x09"s;
    const auto read = amf0::parse(array);
    REQUIRE(read.has_value());
    CHECK((*read)[1].number_of("framerate") == 30);
}

TEST_CASE("AMF0 that is cut off, too deep or unknown is refused, never read past")
{
    byte_writer whole;
    amf0::write(whole, amf0::object{{"app", {"live"s}}, {"list", {amf0::array{{1.0}}}}});
    for (std::size_t size = 1; size < whole.size(); ++size) {
        CAPTURE(size);
        CHECK(amf0::parse(whole.bytes().substr(0, size)).error() == errc::truncated);
    }
    std::string deep;
    for (int i = 0; i < 100; ++i)
        deep += "\x03\x00\x01x"s;
    CHECK(amf0::parse(deep).error() == errc::too_deep);
    CHECK(amf0::parse("\x0a\xff\xff\xff\xff"s + std::string(5'000, '\x05')).error() == errc::too_large);
    CHECK(amf0::parse("\x11"s).error() == errc::malformed);
    CHECK(amf0::parse("\x0c\xff\xff\xff\xffx"s).error() == errc::truncated);
}
