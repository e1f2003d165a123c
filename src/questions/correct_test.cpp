#include "questions/correct.hpp"
#include "questions/fold.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace ahimmoyak;
using namespace ahimmoyak::questions;

namespace {

question_document asking(question_kind kind)
{
    question_document asked;
    asked.kind = kind;
    return asked;
}

question_document choices_of(question_kind kind, std::initializer_list<bool> right)
{
    auto asked = asking(kind);
    for (const bool each : right)
        asked.choices.items.push_back({{"choice " + std::to_string(asked.choices.size())}, each});
    return asked;
}

response chose(std::initializer_list<std::int64_t> which)
{
    response answered;
    for (const auto each : which)
        answered.choices.items.push_back({each});
    return answered;
}

response wrote(std::string text)
{
    response answered;
    answered.text.emplace().value = std::move(text);
    return answered;
}

response counted(double number)
{
    response answered;
    answered.number = number;
    return answered;
}

question_document short_answer(std::initializer_list<std::string_view> forms)
{
    auto asked = asking(question_kind::SHORT_ANSWER);
    for (const auto each : forms)
        asked.accepted.items.push_back({std::string{each}});
    return asked;
}

question_document numeric(double number, std::optional<double> tolerance)
{
    auto asked = asking(question_kind::NUMERIC);
    asked.number = number;
    asked.tolerance = tolerance;
    return asked;
}

} // namespace

TEST_CASE("one of the choices")
{
    const auto asked = choices_of(question_kind::CHOICE, {false, true, false});
    CHECK(is_correct(asked, chose({1})) == true);
    CHECK(is_correct(asked, chose({0})) == false);
    CHECK(is_correct(asked, {}) == false);
    CHECK(fits(asked, {}));
    for (const auto& wrong : {chose({3}), chose({-1}), chose({1, 2}), chose({1, 1}), wrote("1"), counted(1)}) {
        CHECK_FALSE(fits(asked, wrong));
        CHECK(is_correct(asked, wrong) == false);
    }
}

TEST_CASE("all of the right choices and none of the others, in any order")
{
    const auto asked = choices_of(question_kind::MULTIPLE_CHOICE, {true, false, true, false});
    CHECK(is_correct(asked, chose({0, 2})) == true);
    CHECK(is_correct(asked, chose({2, 0})) == true);
    CHECK(is_correct(asked, chose({0})) == false);
    CHECK(is_correct(asked, chose({0, 1, 2})) == false);
    CHECK(is_correct(asked, {}) == false);
    CHECK_FALSE(fits(asked, chose({0, 0})));
    CHECK_FALSE(fits(asked, chose({0, 4})));
}

TEST_CASE("a short answer is right in any case, width, spacing and composition")
{
    const auto asked = short_answer({"산업안전보건법", "OSH Act", "3-way"});
    for (const auto* right : {"산업안전보건법", " 산업 안전\t보건법\n", "osh act", "OSHACT", "ＯＳＨ　Ａｃｔ",
                              "OSH\xC2\xA0"
                              "act",
                              "3\xE2\x80\x93way", "３－ＷＡＹ",
                              // 산업 in letters, as macOS writes the names of files
                              "\xE1\x84\x89\xE1\x85\xA1\xE1\x86\xAB\xE1\x84\x8B\xE1\x85\xA5\xE1\x86\xB8안전보건법"})
        CHECK_MESSAGE(is_correct(asked, wrote(right)) == true, right);
    for (const auto* wrong : {"산업안전", "산업안전보건법률", "osh", "", "   "})
        CHECK_MESSAGE(is_correct(asked, wrote(wrong)) == false, wrong);
    CHECK(is_correct(short_answer({"Ärger"}), wrote("äRGER")) == true);
    CHECK(is_correct(short_answer({"ΩМ"}), wrote("ωм")) == true);
    CHECK(is_correct(short_answer({"Łódź"}), wrote("łÓDŹ")) == true);
    CHECK_FALSE(fits(asked, chose({0})));
    CHECK_FALSE(fits(asked, counted(3)));
    CHECK(fits(asked, wrote("")));
}

TEST_CASE("folding takes any bytes")
{
    CHECK(folded("\xFF\xC3") == "\xFF\xC3");
    CHECK(folded("\xE1\x84\x89") == "\xE1\x84\x89");
    CHECK(folded("\xF0\x9F\x98\x80 A") == "\xF0\x9F\x98\x80"
                                          "a");
    CHECK(folded("\xED\x95").size() == 2);
    CHECK(folded("\xE2\x80\x8B\xEF\xBB\xBF").empty());
}

TEST_CASE("a number within its tolerance")
{
    CHECK(is_correct(numeric(3, {}), counted(3)) == true);
    CHECK(is_correct(numeric(3, {}), counted(3.0001)) == false);
    CHECK(is_correct(numeric(3, 0.1), counted(3.1)) == true);
    CHECK(is_correct(numeric(3, 0.1), counted(2.9)) == true);
    CHECK(is_correct(numeric(3, 0.1), counted(3.11)) == false);
    CHECK(is_correct(numeric(0.3, 0), counted(0.1 + 0.2)) == true);
    CHECK(is_correct(numeric(-2.5, 0.5), counted(-3)) == true);
    CHECK(is_correct(numeric(1e15, 0), counted(1e15 + 1)) == false);
    CHECK(is_correct(numeric(0, 0), {}) == false);
    for (const auto odd : {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_FALSE(fits(numeric(3, 1), counted(odd)));
        CHECK(is_correct(numeric(3, 1), counted(odd)) == false);
    }
    CHECK_FALSE(fits(numeric(3, 1), wrote("3")));
}

TEST_CASE("an essay waits for a person, an empty one is wrong")
{
    const auto asked = asking(question_kind::ESSAY);
    CHECK_FALSE(is_correct(asked, wrote("안전모를 썼다.")).has_value());
    CHECK(is_correct(asked, wrote("\n ")) == false);
    CHECK(is_correct(asked, {}) == false);
    CHECK(is_empty({}));
    CHECK(is_empty(wrote(" ")));
    CHECK_FALSE(is_empty(chose({0})));
    CHECK_FALSE(is_empty(counted(0)));
}
