#include "learning/coverage.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

using namespace ahimmoyak::learning;

TEST_CASE("what was watched at 2x earns half, and the rest when it is watched again at 1x")
{
    coverage seen;
    CHECK(seen.add({0, 600'000, 200}));
    CHECK(seen.credited_ms() == 300'000);
    CHECK(seen.add({0, 300'000, 100}));
    CHECK(seen.credited_ms() == 450'000);
    CHECK(seen.add({0, 300'000, 100}));
    CHECK(seen.credited_ms() == 450'000);
    CHECK(seen.to_text() == "0-300000@100 300000-600000@200");
}

TEST_CASE("slower than 1x earns no more than the medium is long")
{
    coverage seen;
    CHECK(seen.add({0, 10'000, 50}));
    CHECK(seen.credited_ms() == 10'000);
}

TEST_CASE("what is skipped earns nothing, and the end counts as reached only when it was played")
{
    coverage seen;
    CHECK(seen.reached_ms() == 0);
    CHECK(seen.add({0, 10'000, 100}));
    CHECK(seen.add({50'000, 60'000, 100}));
    CHECK(seen.credited_ms() == 20'000);
    CHECK(seen.reached_ms() == 60'000);
    CHECK(seen.add({10'000, 50'000, 100}));
    CHECK(seen.to_text() == "0-60000@100");
}

TEST_CASE("any order of any stretches earns what each moment's best viewing earns")
{
    std::mt19937 dice{20261125};
    const auto roll = [&](std::int64_t sides) {
        return std::uniform_int_distribution<std::int64_t>{0, sides - 1}(dice);
    };
    for (int round = 0; round < 200; ++round) {
        coverage seen;
        std::map<std::int64_t, std::int64_t> best;
        for (int i = 0; i < 30; ++i) {
            const std::int64_t from = roll(900);
            const std::int64_t to = from + 1 + roll(100);
            const std::int64_t rate = 100 + 25 * roll(5);
            REQUIRE(seen.add({from * 100, to * 100, rate}));
            for (auto at = from; at < to; ++at) {
                auto& now = best.try_emplace(at, rate).first->second;
                now = std::min(now, rate);
            }
        }
        double truth = 0;
        for (const auto& [at, rate] : best)
            truth += 10'000.0 / static_cast<double>(rate);
        CHECK(static_cast<double>(seen.credited_ms()) <= truth + 0.01);
        CHECK(static_cast<double>(seen.credited_ms()) > truth - static_cast<double>(seen.stretches().size()) - 0.01);
        const auto again = coverage::from(seen.to_text());
        REQUIRE(again);
        CHECK(again->stretches() == seen.stretches());
        for (std::size_t i = 1; i < seen.stretches().size(); ++i)
            REQUIRE(seen.stretches()[i - 1].to_ms <= seen.stretches()[i].from_ms);
    }
}

TEST_CASE("the number of stretches has an end")
{
    coverage seen;
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(coverage::most_stretches); ++i)
        REQUIRE(seen.add({i * 10, i * 10 + 5, 100}));
    const auto before = seen.credited_ms();
    CHECK_FALSE(seen.add({1'000'000, 1'000'005, 100}));
    CHECK(seen.credited_ms() == before);
    CHECK(seen.add({0, 20'000, 100}));
    CHECK(seen.stretches().size() == 1);
}

TEST_CASE("text that is not a coverage is none")
{
    for (const auto* wrong :
         {"x", "0-", "5-5@100", "5-4@100", "0-5@99", "0-5@100 3-9@100", "0-5@100,6-7@100", "0-5", " ", "-5-5@100"})
        CHECK_FALSE(coverage::from(wrong));
    CHECK(coverage::from("")->stretches().empty());
}
