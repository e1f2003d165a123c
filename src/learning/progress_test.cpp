#include "learning/offering_progress.hpp"
#include "learning/progress.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak::learning;

TEST_CASE("a lesson has 100 % only with its full time and its last second")
{
    CHECK(percent_of({600'000, 0, 0, false}) == 0);
    CHECK(percent_of({600'000, 300'000, 300'000, true}) == 50);
    CHECK(percent_of({600'000, 599'000, 400'000, true}) == 99);
    CHECK(percent_of({600'000, 540'000, 600'000, true}) == 90);
    CHECK(percent_of({600'000, 599'000, 599'500, true}) == 100);
    CHECK(percent_of({1'000, 0, 0, true}) == 0);
}

TEST_CASE("a course's progress is weighted by time, and counts a lesson from 50 % on")
{
    const rule_set rules;
    std::vector<lesson_figures> lessons{{300'000, 0, 0, false}, {100'000, 0, 0, false}};
    CHECK(percent_of(lessons, rules) == 0);
    lessons[0] = {300'000, 140'000, 140'000, true};
    CHECK(percent_of(lessons, rules) == 0);
    lessons[0].credited_ms = 150'000;
    CHECK(percent_of(lessons, rules) == 37);
    lessons[0] = {300'000, 300'000, 300'000, true};
    lessons[1] = {100'000, 95'000, 100'000, true};
    CHECK(percent_of(lessons, rules) == 98);
    lessons[1].credited_ms = 100'000;
    CHECK(percent_of(lessons, rules) == 100);
    CHECK(percent_of(std::vector<lesson_figures>{}, rules) == 0);
}

TEST_CASE("a lesson opens with the progress of the one before, and what was begun stays open")
{
    rule_set rules;
    std::vector<lesson_figures> lessons{
        {100'000, 79'000, 79'000, true}, {100'000, 0, 0, false}, {100'000, 0, 0, false}};
    CHECK(is_open(lessons, 0, rules));
    CHECK_FALSE(is_open(lessons, 1, rules));
    lessons[0].credited_ms = 80'000;
    CHECK(is_open(lessons, 1, rules));
    CHECK_FALSE(is_open(lessons, 2, rules));
    CHECK_FALSE(is_open(lessons, 3, rules));
    lessons[2].begun = true;
    CHECK(is_open(lessons, 2, rules));
    rules.next_lesson_opens_at_percent.value = 0;
    lessons[0].credited_ms = 0;
    CHECK(is_open(lessons, 1, rules));
}

TEST_CASE("what has no length of its own takes what the rules say")
{
    const rule_set rules;
    using enum ahimmoyak::courses::content_type;
    CHECK(approved_ms(VIDEO, 90, rules) == 90'000);
    CHECK(approved_ms(VIDEO, {}, rules) == 60'000);
    CHECK(approved_ms(VIDEO, 0, rules) == 60'000);
    CHECK(approved_ms(TEXT, {}, rules) == 60'000);
    for (const auto type : {LINK, LIVE, EXAM})
        CHECK(approved_ms(type, {}, rules) == 0);
}

TEST_CASE("a lesson that counts for nothing is done when it was opened, and holds nobody up then")
{
    const rule_set rules;
    std::vector<lesson_figures> lessons{{0, 0, 0, false}, {60'000, 0, 0, false}};
    CHECK(percent_of(lessons[0]) == 0);
    CHECK_FALSE(is_open(lessons, 1, rules));
    lessons[0].begun = true;
    CHECK(percent_of(lessons[0]) == 100);
    CHECK(is_open(lessons, 1, rules));
    CHECK(percent_of(lessons, rules) == 0);
    lessons[1] = {60'000, 60'000, 60'000, true};
    CHECK(percent_of(lessons, rules) == 100);
    lessons[0].begun = false;
    CHECK(percent_of(lessons, rules) == 99);
}

TEST_CASE("an even pace from the first day to the last")
{
    using ahimmoyak::date_from;
    const auto at = [](const char* today) {
        return expected_percent(*date_from("2026-12-01"), *date_from("2026-12-10"), *date_from(today), 80);
    };
    CHECK(at("2026-11-30") == 0);
    CHECK(at("2026-12-01") == 8);
    CHECK(at("2026-12-05") == 40);
    CHECK(at("2026-12-10") == 80);
    CHECK(at("2027-01-10") == 80);
    CHECK(pace_of(0, false, 8, 80) == pace::NOT_STARTED);
    CHECK(pace_of(0, false, 10, 80) == pace::BEHIND);
    CHECK(pace_of(31, true, 40, 80) == pace::ON_TRACK);
    CHECK(pace_of(30, true, 40, 80) == pace::BEHIND);
    CHECK(pace_of(80, true, 80, 80) == pace::COMPLETED);
}
