#include "json/codec.hpp"

#include <doctest/doctest.h>

namespace ahimmoyak::json {

namespace {

enum class colour { RED, GREEN };
BOOST_DESCRIBE_ENUM(colour, RED, GREEN)

struct thing_tag;

struct sample {
    id<thing_tag> thing_id;
    text<1, 5> short_title;
    std::optional<std::string> note;
    whole<1, 100, 20> limit;
    colour paint = colour::RED;
    std::vector<std::int64_t> numbers;
};
BOOST_DESCRIBE_STRUCT(sample, (), (thing_id, short_title, note, limit, paint, numbers))

std::vector<issue> issues_of(std::string_view body)
{
    try {
        decode<sample>(body);
    } catch (const problem& refused) {
        return refused.issues();
    }
    return {};
}

} // namespace

TEST_CASE("a struct comes back as it was written, in camelCase")
{
    const auto in =
        decode<sample>(R"({"thingId":7,"shortTitle":" 한국어 ","note":null,"paint":"GREEN","numbers":[1,2]})");
    CHECK(in.thing_id.value == 7);
    CHECK(in.short_title.value == "한국어");
    CHECK(in.limit.value == 20);
    CHECK(encode(in) ==
          R"({"thingId":7,"shortTitle":"한국어","note":null,"limit":20,"paint":"GREEN","numbers":[1,2]})");
}

TEST_CASE("every mistake is named at its place")
{
    const auto found =
        issues_of(R"({"thingId":"7","shortTitle":"","colour":1,"paint":"BLUE","numbers":[1,"x"],"limit":1.5})");
    std::string all;
    for (const auto& each : found)
        all += each.pointer + "=" + each.code + " ";
    CHECK(all == "/thingId=wrong_type /shortTitle=length /limit=wrong_type /paint=choice /numbers/1=wrong_type "
                 "/colour=unknown_field ");
}

TEST_CASE("what is no JSON is a 400 that says where")
{
    for (const auto* body :
         {"", "{", "[1,", "{\"a\":1}x", "\xff", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"}) {
        CAPTURE(body);
        try {
            decode<sample>(body);
            FAIL("accepted");
        } catch (const problem& refused) {
            CHECK(refused.status() == 400);
        }
    }
}

TEST_CASE("a name that an object has twice is refused by that name")
{
    for (const auto* body : {R"({"a":1,"b":{"c":"}\"{:","d":2,"c":3}})", R"([{"c":1,"c":1}])", R"({"c":{},"c":[]})"}) {
        CAPTURE(body);
        try {
            parse(body);
            FAIL("accepted");
        } catch (const problem& refused) {
            CHECK(refused.code() == "duplicate_name");
            CHECK(refused.detail().en.find("\"c\"") != std::string::npos);
        }
    }
    CHECK_THROWS_AS(parse(R"({"c":1,"\u0063":2})"), problem);
    CHECK(parse(R"({"a":{"c":1},"b":{"c":":"},"c":[{"c":1},{"c":2}]})").as_object().size() == 3);
}

TEST_CASE("text has something to see and nothing that steers")
{
    const auto code_of = [](const std::string& title) {
        const auto found = issues_of(R"({"thingId":1,"shortTitle":")" + title + R"(","paint":"RED","numbers":[]})");
        return found.empty() ? std::string{} : std::string{found.at(0).code};
    };
    for (const auto* good : {"김민수", "שלום", "👨‍👩‍👧", "ẹ́", "a b"}) {
        CAPTURE(good);
        CHECK(code_of(good).empty());
    }
    for (const auto* steering : {"a\\nb", "\u202Eab", "a\u2066", "\uFEFFa", "\u0085a", "\x7F"}) {
        CAPTURE(steering);
        CHECK(code_of(steering) == "control_characters");
    }
    for (const auto* blank : {"\u3000", "\u200B", "\u3164"}) {
        CAPTURE(blank);
        CHECK(code_of(blank) == "blank");
    }
    reader at;
    text<1, 1000> lines;
    codec<text<1, 1000>>::read("a\n\tb", lines, at);
    CHECK(at.ok());
}

TEST_CASE("text that a database cannot keep is refused")
{
    CHECK(issues_of(R"({"thingId":1,"shortTitle":"a\u0000b","paint":"RED","numbers":[]})").at(0).code == "encoding");
    CHECK(issues_of(R"({"thingId":1,"shortTitle":"a\u0001b","paint":"RED","numbers":[]})").at(0).code ==
          "control_characters");
}

TEST_CASE("e-mail addresses are lower-cased and checked")
{
    reader at;
    email out;
    codec<email>::read("  Min.Su@Example.co.KR ", out, at);
    CHECK(at.ok());
    CHECK(out.value == "min.su@example.co.kr");
    for (const auto* bad : {"", "a", "a@", "@b.c", "a@b", "a b@c.d", "a@b..c", "a@@b.c", "\"a\"@b.c"}) {
        CAPTURE(bad);
        reader again;
        codec<email>::read(bad, out, again);
        CHECK_FALSE(again.ok());
    }
}

TEST_CASE("the schema states what decoding enforces")
{
    schema_book book;
    codec<sample>::schema(book);
    const auto all = book.to_json();
    const bj::value document(all);
    CHECK(document.at_pointer("/Sample/properties/shortTitle/maxLength") == 5);
    CHECK(document.at_pointer("/Sample/properties/limit/default") == 20);
    CHECK(document.at_pointer("/Sample/properties/thingId/x-identifies") == "thing");
    CHECK(document.at_pointer("/Sample/required").as_array().size() == 4);
}

} // namespace ahimmoyak::json
