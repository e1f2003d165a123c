#include "marking/item_analysis.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak::marking;

namespace {

// A question of one point on a paper of ten; choice 0 is right.
item_row row(bool right, std::int64_t rest, std::int64_t chosen)
{
    return {right ? 100 : 0,
            100,
            rest * 100 + (right ? 100 : 0),
            1000,
            chosen >= 0,
            chosen >= 0 ? std::vector{chosen} : std::vector<std::int64_t>{}};
}

} // namespace

TEST_CASE("marking: Without attempts there are no figures")
{
    const auto none = figures_of({}, 4);
    CHECK(none.attempt_count == 0);
    CHECK(!none.difficulty);
    CHECK(none.choices.size() == 4);
}

TEST_CASE("marking: Difficulty is the mean share of the points; of few attempts discrimination is not told")
{
    const auto some = figures_of({row(true, 9, 0), row(true, 1, 0), row(false, 5, 2), row(false, 5, -1)}, 3);
    CHECK(some.difficulty == 0.5);
    CHECK(some.unanswered_count == 1);
    CHECK(!some.correlation);
    CHECK(!some.group_difference);
    CHECK(some.choices[0].all == 2);
    CHECK(some.choices[1].all == 0);
    CHECK(some.choices[2].all == 1);
}

TEST_CASE(
    "marking: A question that the strong get right discriminates, one that only the weak get right does so below zero")
{
    std::vector<item_row> good, bad, flat;
    for (std::int64_t i = 0; i < 11; ++i) {
        const auto rest = i % 10; // 0 to 9
        good.push_back(row(rest >= 5, rest, rest >= 5 ? 0 : 1));
        bad.push_back(row(rest < 5, rest, rest < 5 ? 0 : 1));
        flat.push_back(row(true, rest, 0));
    }
    const auto strong = figures_of(good, 2);
    CHECK(strong.group_size == 3);
    CHECK(strong.group_difference == 1.0);
    CHECK(strong.correlation.value() > 0.8);
    CHECK(strong.choices[0].upper == 3);
    CHECK(strong.choices[1].lower == 3);
    CHECK(figures_of(bad, 2).group_difference.value() < -0.5);
    CHECK(figures_of(bad, 2).correlation.value() < -0.8);
    // Everybody had it right: nothing to tell.
    CHECK(!figures_of(flat, 2).correlation);
    CHECK(figures_of(flat, 2).group_difference == 0.0);
    CHECK(figures_of(flat, 2).difficulty == 1.0);
}

TEST_CASE("marking: The correlation is that of the textbook, without the question itself")
{
    // Shares here 1,1,1,1,1,0,0,0,0,0 and rests 9..0: r = 0.8704 (Pearson with an even split of ten ranks).
    std::vector<item_row> rows;
    for (std::int64_t i = 0; i < 10; ++i)
        rows.push_back(row(i < 5, 9 - i, 0));
    CHECK(figures_of(rows, 0).correlation.value() == doctest::Approx(0.8704).epsilon(0.001));
}

TEST_CASE("marking: Essays have shares, dropped questions and a paper of one question have no rest")
{
    std::vector<item_row> rows;
    for (std::int64_t i = 0; i < 12; ++i)
        rows.push_back({i * 100, 2000, i * 100, 2000, true, {}});
    CHECK(!figures_of(rows, 0).correlation);
    CHECK(figures_of(rows, 0).difficulty.value() == doctest::Approx(0.275));
    for (auto& each : rows)
        each.points = each.points_possible = 0;
    CHECK(figures_of(rows, 0).difficulty == 0.0);
}
