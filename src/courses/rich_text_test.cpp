#include "courses/picture.hpp"
#include "courses/rich_text.hpp"
#include "courses/web_address.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::courses;
using namespace std::string_view_literals;

namespace {

// "/content/0/type:unknown_node", or nothing.
std::string mistakes(std::string_view document)
{
    json::reader at;
    rich_text out;
    read_rich_text(boost::json::parse(document), out, at);
    std::string all;
    for (const auto& each : at.take())
        all.append(all.empty() ? "" : " ").append(each.pointer).append(":").append(each.code);
    return all;
}

} // namespace

TEST_CASE("only what is known gets into a document")
{
    struct row {
        std::string_view document;
        std::string_view says;
    };
    for (
        const auto& [document, says] : {
            row{R"({"type":"doc"})", ""},
            row{R"([])", ":wrong_type"},
            row{R"({"type":"paragraph"})", "/type:unknown_node"},
            row{R"({"type":"doc","content":{}})", "/content:wrong_type"},
            row{R"({"type":"doc","content":[{"type":"iframe"}]})", "/content/0/type:unknown_node"},
            row{R"({"type":"doc","content":[{"type":"text","text":"x"}]})", "/content/0/type:unknown_node"},
            row{R"({"type":"doc","content":[{"type":"bulletList","content":[{"type":"paragraph"}]}]})",
                "/content/0/content/0/type:unknown_node"},
            row{R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text"}]}]})",
                "/content/0/content/0/text:required"},
            row{R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":""}]}]})",
                "/content/0/content/0/text:text"},
            row{R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"blink"}]}]}]})",
                "/content/0/content/0/marks/0/type:unknown_mark"},
            row{R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"javascript:1"}}]}]}]})",
                "/content/0/content/0/marks/0/attrs/href:address"},
            row{R"({"type":"doc","content":[{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":
                 [{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"https://example.kr","target":"_blank"}}]}]}]}]}]})",
                ""},
        }) {
        CAPTURE(document);
        CHECK(mistakes(document) == says);
    }
    const auto long_text = R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":")" +
                           std::string(most_rich_text + 1, 'a') + R"("}]}]})";
    CHECK(mistakes(long_text) == ":too_long");
    std::string many = R"({"type":"doc","content":[{"type":"paragraph"})";
    for (std::size_t i = 0; i < most_rich_nodes; ++i)
        many += R"(,{"type":"paragraph"})";
    CHECK(mistakes(many + "]}").ends_with(":too_long"));
}

TEST_CASE("a document and its words")
{
    CHECK(plain_text_of(rich_text_of("하나\n\n둘")) == "하나\n\n둘");
    CHECK(plain_text_of(rich_text_of("")).empty());
    CHECK(mistakes(rich_text_of("하나\n둘").json).empty());
}

TEST_CASE("addresses that a page may lead to")
{
    for (const auto good : {"https://example.kr", "https://example.kr:8443/a?b=c#d", "https://예시.kr/한글"})
        CHECK(is_web_address(good));
    for (const auto bad : {"", "https://", "http://example.kr", "javascript:alert(1)", "https://a@b.kr", "https:///x",
                           "https://a b.kr", "https://a.kr/\"x", "//example.kr", "https://\\evil"})
        CHECK_FALSE(is_web_address(bad));
}

TEST_CASE("pictures by their bytes")
{
    const auto size = [](std::string_view bytes) {
        const auto found = picture_in(bytes);
        return found ? std::string{found->mime_type} + " " + std::to_string(found->width) + "x" +
                           std::to_string(found->height)
                     : std::string{};
    };
    CHECK(size("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\5\0\0\0\2\xD0\x08\2\0\0\0"sv) == "image/png 1280x720");
    CHECK(size("\xFF\xD8\xFF\xE0\0\4ab\xFF\xC0\0\x11\x08\2\xD0\5\0\3\1\x22\0"sv) == "image/jpeg 1280x720");
    CHECK(size("RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\xFF\4\0\xCF\2\0\0"sv) == "image/webp 1280x720");
    CHECK(size("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9D\1\x2A\0\5\xD0\2\0"sv) == "image/webp 1280x720");
    for (const auto none : {""sv, "GIF89a"sv, "<svg/>"sv, "\x89PNG\r\n\x1A\n"sv, "\xFF\xD8\xFF\xE0"sv,
                            "RIFF\0\0\0\0WEBPXXXX\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"sv})
        CHECK(size(none).empty());
}
