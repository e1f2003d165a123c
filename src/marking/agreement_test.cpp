#include "marking/agreement.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace ahimmoyak;
using namespace ahimmoyak::marking;

namespace {

exam_mark given(mark_role as, std::int64_t who, std::int64_t points)
{
    exam_mark made;
    made.role = as;
    made.user_id = {who};
    made.points_hundredths = points;
    return made;
}

constexpr marking_rule one_marker{false, 2, true, 80, 0};
constexpr marking_rule two_markers{true, 2, true, 80, 0};
using enum mark_role;

} // namespace

TEST_CASE("marking: One marker settles an answer, and may put it right")
{
    std::vector<exam_mark> marks;
    CHECK(agreement_of(one_marker, marks).waits_for == FIRST);
    marks.push_back(given(FIRST, 1, 500));
    CHECK(agreement_of(one_marker, marks).points_hundredths == 500);
    CHECK(role_for(one_marker, marks, {1}, false) == FIRST);
    CHECK(role_for(one_marker, marks, {2}, false) == FINAL);
    marks.push_back(given(FIRST, 1, 700));
    CHECK(agreement_of(one_marker, marks).points_hundredths == 700);
    marks.push_back(given(FINAL, 2, 0));
    CHECK(agreement_of(one_marker, marks).points_hundredths == 0);
    CHECK(role_for(one_marker, marks, {1}, false) == FINAL);
}

TEST_CASE("marking: Two markers who are near each other make the mean, half up")
{
    std::vector<exam_mark> marks{given(FIRST, 1, 500)};
    CHECK(!agreement_of(two_markers, marks).points_hundredths);
    CHECK(agreement_of(two_markers, marks).waits_for == SECOND);
    CHECK(role_for(two_markers, marks, {2}, false) == SECOND);
    CHECK(role_for(two_markers, marks, {1}, true) == FIRST);
    marks.push_back(given(SECOND, 2, 701));
    CHECK(!agreement_of(two_markers, marks).points_hundredths);
    marks.back().points_hundredths = 699;
    CHECK(agreement_of(two_markers, marks).points_hundredths == 600);
    marks.back().points_hundredths = 700;
    CHECK(agreement_of(two_markers, marks).points_hundredths == 600);
    // What two agreed on nobody changes as one of the two.
    CHECK(role_for(two_markers, marks, {1}, false) == FINAL);
}

TEST_CASE("marking: Between markers who are apart a third decides")
{
    std::vector<exam_mark> marks{given(FIRST, 1, 500), given(SECOND, 2, 900)};
    CHECK(agreement_of(two_markers, marks).waits_for == FINAL);
    CHECK(!role_for(two_markers, marks, {1}, false));
    CHECK(!role_for(two_markers, marks, {2}, false));
    CHECK(role_for(two_markers, marks, {3}, false) == FINAL);
    CHECK(role_for(two_markers, marks, {1}, true) == FINAL); // there is no third
    marks.push_back(given(FINAL, 3, 850));
    CHECK(agreement_of(two_markers, marks).points_hundredths == 850);
    // The second marker is not asked for any more: what two gave still counts.
    CHECK(agreement_of(one_marker, std::span{marks}.first(2)).waits_for == FINAL);
}

TEST_CASE("marking: The lines of a rubric share the points, whatever their shares come to")
{
    questions::question_document asked;
    for (const std::int64_t share : {1, 1, 1})
        asked.rubric.items.push_back({{"줄"}, {share}});
    const auto most = most_of_criteria(asked, 10);
    CHECK(most == std::vector<std::int64_t>{333, 333, 334});
    CHECK(most_of_criteria({}, 10).empty());
}
