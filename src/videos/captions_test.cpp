#include "videos/captions.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace ahimmoyak;
using namespace ahimmoyak::videos;

namespace {

std::string told(std::string_view file)
{
    const auto read = captions_from(file);
    std::string out;
    for (const auto& each : read.issues)
        out += each.pointer + ":" + each.code + " ";
    for (const auto& each : read.cues)
        out += fmt::format("[{}-{} {}]", each.start_ms.value, each.end_ms.value, each.text.value);
    return out;
}

} // namespace

TEST_CASE("WebVTT is read with what it may have, and only its text is kept")
{
    CHECK(told("WEBVTT - title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE a\nnote --> of two lines\n\n"
               "intro\n00:01.500 --> 01:00:02.000 line:0 align:start\n<v Kim>Hello</v> <c.loud>there</c> &amp; "
               "&lt;here&gt;\n"
               "second\n\n00:00.000 --> 00:01.000\nfirst\n") ==
          "[0-1000 first][1500-3602000 Hello there & <here>\nsecond]");
    CHECK(told("WEBVTT\r\n\r\n00:00:01.000 --> 00:00:02.000\r\na\r\n") == "[1000-2000 a]");
    CHECK(told("\xEF\xBB\xBFWEBVTT\n\n00:01.000 --> 00:02.000\n3 < 4 and 5 > 4\n") == "[1000-2000 3 < 4 and 5 > 4]");
}

TEST_CASE("SubRip is read")
{
    CHECK(told("1\n00:00:01,000 --> 00:00:02,500\n안녕\n<i>하세요</i>\n\n\n2\n00:00:03,000 --> 00:00:04,000\n끝") ==
          "[1000-2500 안녕\n하세요][3000-4000 끝]");
}

TEST_CASE("what is wrong is told by its line")
{
    CHECK(told("") == "/lines/1:empty ");
    CHECK(told("WEBVTT\n") == "/lines/1:empty ");
    CHECK(told("\xB0\xA1") == "/lines/1:encoding ");
    CHECK(told("1\n00:00:01,00 --> 00:00:02,000\nx\n") == "/lines/2:time ");
    CHECK(told("1\n00:61:01,000 --> 00:00:02,000\nx\n") == "/lines/2:time ");
    CHECK(told("hello\n") == "/lines/1:time ");
    CHECK(told("WEBVTT\n\n00:02.000 --> 00:01.000\nx\n") == "/lines/3:order ");
    CHECK(told("WEBVTT\n\n00:01.000 --> 99:00:00.000\nx\n") == "/lines/3:order ");
    CHECK(told("WEBVTT\n\n00:01.000 --> 00:02.000\n" + std::string(501, 'x') + "\n") == "/lines/3:length ");
    std::string many = "WEBVTT\n";
    for (int i = 0; i < 100; ++i)
        many += "\nx\ny\nz\n";
    CHECK(captions_from(many).issues.size() == 20);
}

TEST_CASE("what is written is read again")
{
    const std::vector<cue> cues{{{0}, {900}, {"<b>a</b> & b --> c"}}, {{1000}, {last_moment_ms}, {"둘\n\n셋"}}};
    const auto text = to_webvtt(cues);
    CHECK(told(text) == "[0-900 <b>a</b> & b --> c][1000-86400000 둘\n셋]");
}

TEST_CASE("languages are tags")
{
    for (const auto* good : {"ko", "en", "zh-hant", "pt-br", "fil"})
        CHECK(is_language(good));
    for (const auto* bad : {"", "k", "KO", "ko-", "ko-a-b", "../x", "ko_kr", "korean"})
        CHECK_FALSE(is_language(bad));
}
