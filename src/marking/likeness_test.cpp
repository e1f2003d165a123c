#include "marking/likeness.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ahimmoyak::marking;

namespace {

const std::string first_sentence =
    "작업을 시작하기 전에 관리자는 그날의 위험 요인을 근로자와 함께 하나씩 짚어 보아야 한다. ";
const std::string second_sentence = "보호구는 몸에 맞는 것을 고르고, 끈이 풀리거나 금이 간 곳이 없는지 매번 살핀다. ";
const std::string third_sentence = "사고가 났을 때에는 기계를 먼저 세우고 다친 사람을 안전한 곳으로 옮긴 뒤 신고한다. ";
const std::string fourth_sentence =
    "마지막으로 같은 일이 되풀이되지 않도록 원인을 적어 모두가 읽을 수 있는 자리에 붙인다.";
const std::string whole_text = first_sentence + second_sentence + third_sentence + fourth_sentence;
const std::string another_text =
    "우리 공장에서는 아침마다 체조를 하고 조를 나누어 설비를 돌아본다. 소리가 이상하거나 기름이 샌 곳을 찾으면 표를 "
    "달고 "
    "정비팀을 부른다. 신입 사원에게는 선배가 한 달 동안 붙어서 비상 정지 단추와 대피로의 위치를 몸에 익히게 한다. 나는 "
    "이 방식이 글로 된 규정보다 효과가 크다고 생각한다.";

std::int64_t percent(const std::string& one, const std::string& two, const std::string& question = {})
{
    const essay asked{question};
    const auto found = compare(essay{one, &asked}, essay{two, &asked});
    return found ? found->percent : -1;
}

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

} // namespace

TEST_CASE("marking: The same essay is alike, another about the same is not")
{
    CHECK(percent(whole_text, whole_text) == 100);
    CHECK(percent(whole_text, another_text) < 10);
}

TEST_CASE("marking: White space, punctuation, case and width do not tell essays apart")
{
    auto bare = whole_text;
    for (const auto* each : {" ", ".", ","})
        for (auto at = bare.find(each); at != std::string::npos; at = bare.find(each))
            bare.erase(at, 1);
    CHECK(percent(whole_text, bare) == 100);
    const std::string english =
        "Before work begins, the supervisor and the workers look at each hazard together. They check "
        "that helmets fit and that no strap is torn. After an accident the machine is stopped "
        "first, and then the injured are brought to safety and help is called for.";
    auto loud = english;
    for (auto& each : loud)
        each = static_cast<char>(each >= 'a' && each <= 'z' ? each - 32 : each);
    CHECK(percent(english, loud) == 100);
    CHECK(percent(whole_text + " ABC 123", whole_text + " ａｂｃ １２３") == 100);
}

TEST_CASE("marking: Syllables that came as single letters are the same syllables")
{
    // 안전 taken apart, as some systems send it.
    const std::string together = "안전", apart = "\u110B\u1161\u11AB\u110C\u1165\u11AB";
    std::string one, two;
    for (int i = 0; i < 60; ++i) {
        one += together + std::to_string(i * 7919);
        two += apart + std::to_string(i * 7919);
    }
    CHECK(percent(one, two) == 100);
}

TEST_CASE("marking: Sentences in another order are still alike")
{
    CHECK(percent(whole_text, fourth_sentence + " " + second_sentence + third_sentence + first_sentence) >= 90);
}

TEST_CASE("marking: A few changed words cost those words")
{
    auto edited = replaced(whole_text, "관리자는", "반장은");
    edited = replaced(edited, "매번 살핀다", "늘 확인한다");
    edited = replaced(edited, "모두가 읽을", "누구나 볼");
    const auto alike = percent(whole_text, edited);
    CHECK(alike >= 80);
    CHECK(alike < 100);
}

TEST_CASE("marking: Half of an essay that is copied is half alike")
{
    const auto alike = percent(whole_text, first_sentence + second_sentence + another_text);
    CHECK(alike > 30);
    CHECK(alike < 70);
}

TEST_CASE("marking: Short texts are not compared")
{
    CHECK(percent("안전이 가장 중요하다.", "안전이 가장 중요하다.") == -1);
    CHECK(percent("", "") == -1);
}

TEST_CASE("marking: The question's own words count for nobody")
{
    const std::string question = "다음 글을 읽고 물음에 답하시오. " + whole_text;
    CHECK(percent(whole_text + another_text, whole_text + another_text, question) == 100);
    const auto mine =
        "나는 규정을 지키는 것보다 서로 살피는 마음이 먼저라고 본다. 지난해 겨울 우리 조에서 손을 다친 동료가 있었고, "
        "그날 이후 우리는 장갑을 서로 확인해 준다. 작은 습관이지만 한 해 동안 다친 사람이 없었다. 규정에 없는 이 "
        "습관을 다른 조에도 알리고 싶다.";
    CHECK(percent(whole_text + another_text, whole_text + mine, question) < 20);
    // Nothing of one's own: nothing to compare.
    CHECK(percent(whole_text, whole_text, question) == -1);
}

TEST_CASE("marking: Common passages are those of the text as it was written")
{
    const auto one = "머리말은 다르게 씀. " + second_sentence + another_text;
    const auto two = second_sentence + whole_text;
    const auto found = compare(essay{one}, essay{two});
    REQUIRE(found);
    REQUIRE(found->in_first.size() == 1);
    const auto [begin, end] = found->in_first[0];
    const auto shown = one.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    CHECK(shown.starts_with("보호구는"));
    CHECK(shown.ends_with("살핀다"));
    for (const auto& each : found->in_second)
        CHECK(each.end <= static_cast<std::int64_t>(two.size()));
}

TEST_CASE("marking: The index leaves out no pair that is alike enough")
{
    const auto edited = replaced(replaced(whole_text, "관리자는", "반장은"), "매번 살핀다", "늘 확인한다");
    // A text that says the same thing over and over shares few runs and yet all of itself.
    std::string repeating, other_repeating;
    for (int i = 0; i < 6; ++i) {
        repeating += second_sentence;
        other_repeating += second_sentence;
    }
    other_repeating += "끝.";
    const std::vector<std::string> texts{whole_text,
                                         another_text,
                                         edited,
                                         "짧은 글",
                                         repeating,
                                         other_repeating,
                                         third_sentence + fourth_sentence + second_sentence + first_sentence};
    essay_index index;
    std::vector<essay> all;
    for (const auto& each : texts)
        index.add(all.emplace_back(each));
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto worth = index.candidates(all[i], 80);
        for (std::size_t j = 0; j < all.size(); ++j)
            if (const auto found = compare(all[i], all[j]); found && found->percent >= 80)
                CHECK(std::ranges::count(worth, j) == 1);
    }
    CHECK(std::ranges::count(index.candidates(all[0], 80), 1U) == 0);
}
