#include "analysis/outlook.hpp"
#include "analysis/period.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak;
using namespace ahimmoyak::analysis;

namespace {

date on_day(std::string_view text) { return date_from(text).value(); }

period_query between(std::optional<std::string> from, std::optional<std::string> to)
{
    period_query asked;
    if (from)
        asked.from = text<7, 10>{*from};
    if (to)
        asked.to = text<7, 10>{*to};
    return asked;
}

std::string said(const period_query& asked)
{
    try {
        const auto when = period_from(asked, on_day("2026-11-27"));
        return to_text(when.from) + " " + to_text(when.to);
    } catch (const problem& refused) {
        std::string codes;
        for (const auto& each : refused.issues())
            codes += each.pointer + ":" + each.code + " ";
        return codes;
    }
}

} // namespace

TEST_CASE("a period is of days or of months, the last twelve when nothing is said")
{
    CHECK(said({}) == "2025-12-01 2026-11-30");
    CHECK(said(between("2026-02", "2026-02")) == "2026-02-01 2026-02-28");
    CHECK(said(between("2024-02-15", "2024-02")) == "2024-02-15 2024-02-29");
    CHECK(said(between({}, "2026-03-05")) == "2025-04-01 2026-03-05");
    CHECK(said(between("2026-11", {})) == "2026-11-01 2026-11-30");
    CHECK(said(between("2017-01", "2026-12")) == "2017-01-01 2026-12-31");
    for (const auto* wrong :
         {"2026-13", "2026-00", "2026-1", "2026-02-30", "26-01-01", "0001-01", "abcdefg", "2026/01", "2026-01-"})
        CHECK_MESSAGE(said(between(wrong, "2026-11")) == "/from:period ", wrong);
    CHECK(said(between("x", "y")) == "/from:period /to:period ");
    CHECK(said(between("2026-11", "2026-10")) == "/from:turned_around ");
    CHECK(said(between("2026-12", {})) == "/from:turned_around ");
    CHECK(said(between("2016-12", "2026-12")) == "/from:too_long ");
    CHECK(said(between("1900-01", "9999-12")) == "/from:too_long ");
}

TEST_CASE("months and quarters of a period")
{
    const period when{on_day("2025-11-30"), on_day("2026-04-01")};
    std::string all;
    for (const auto& each : when.months())
        all += each.text() + " ";
    CHECK(all == "2025-11 2025-12 2026-01 2026-02 2026-03 2026-04 ");
    all.clear();
    for (const auto& each : when.quarters())
        all += each.quarter_text() + " ";
    CHECK(all == "2025-Q4 2026-Q1 2026-Q2 ");
}

TEST_CASE("whether somebody will complete the course, and what will be missing")
{
    using offerings::course_provide_state;
    const auto half =
        days_of(course_provide_state::ONGOING, on_day("2026-11-01"), on_day("2026-11-30"), on_day("2026-11-15"));
    CHECK(half.passed == 15);
    CHECK(half.all == 30);
    stand who;
    who.progress_percent = 40;
    who.progress_needed = 80;
    CHECK(prospect_of(who, half).outlook == outlook::ON_TRACK); // 80 by the end
    who.progress_percent = 39;
    auto ahead = prospect_of(who, half);
    CHECK(ahead.outlook == outlook::AT_RISK);
    CHECK(ahead.requirements.at(0).projected == 78);
    CHECK(ahead.requirements.at(0).at_risk);

    CHECK(prospect_of(who, {course_provide_state::ONGOING, 2, 30}).outlook == outlook::ON_TRACK); // too early to tell
    who.progress_percent = 0;
    CHECK(prospect_of(who, {course_provide_state::ONGOING, 2, 30}).outlook == outlook::ON_TRACK);
    CHECK(prospect_of(who, {course_provide_state::ONGOING, 3, 30}).outlook == outlook::AT_RISK);
    who.progress_percent = 90;
    who.attendance_needed = 80;
    CHECK(prospect_of(who, half).outlook == outlook::ON_TRACK); // no lecture yet
    who.attendance_percent = 79;
    ahead = prospect_of(who, half);
    CHECK(ahead.outlook == outlook::AT_RISK);
    CHECK_FALSE(ahead.requirements.at(0).at_risk);
    CHECK(ahead.requirements.at(1).at_risk);

    who.attendance_percent = 100;
    who.score_needed = 60;
    CHECK(prospect_of(who, half).outlook == outlook::ON_TRACK); // there is time for the exam
    who.exam_count = 1;
    who.score = 59;
    CHECK(prospect_of(who, half).outlook == outlook::AT_RISK);
    who.score = 60;
    CHECK(prospect_of(who, half).outlook == outlook::ON_TRACK);

    const course_days over{course_provide_state::FINISHED, 30, 30};
    CHECK(prospect_of(who, over).outlook == outlook::MISSED);
    who.certified = true;
    CHECK(prospect_of(who, over).outlook == outlook::CERTIFIED);
    CHECK(prospect_of(stand{}, {course_provide_state::NOT_STARTED, 0, 30}).outlook == outlook::WAITING);
}
