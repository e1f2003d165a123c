#include "marking/agreement.hpp"

#include <cstdlib>

namespace ahimmoyak::marking {

namespace {

const exam_mark* newest(std::span<const exam_mark> marks, mark_role as)
{
    const exam_mark* found = nullptr;
    for (const auto& each : marks)
        if (each.role == as)
            found = &each;
    return found;
}

} // namespace

agreement agreement_of(const marking_rule& rule, std::span<const exam_mark> marks)
{
    if (const auto* last = newest(marks, mark_role::FINAL))
        return {last->points_hundredths, {}};
    const auto* first = newest(marks, mark_role::FIRST);
    if (!first)
        return {{}, mark_role::FIRST};
    const auto* second = newest(marks, mark_role::SECOND);
    if (!rule.second_marker && !second)
        return {first->points_hundredths, {}};
    if (!second)
        return {{}, mark_role::SECOND};
    if (std::abs(first->points_hundredths - second->points_hundredths) > 100 * rule.tolerance_points)
        return {{}, mark_role::FINAL};
    return {(first->points_hundredths + second->points_hundredths + 1) / 2, {}};
}

std::optional<mark_role> role_for(const marking_rule& rule, std::span<const exam_mark> marks, user_id who, bool alone)
{
    const auto now = agreement_of(rule, marks);
    const auto* first = newest(marks, mark_role::FIRST);
    const auto* second = newest(marks, mark_role::SECOND);
    const bool mine = (first && first->user_id == who) || (second && second->user_id == who);
    if (!now.waits_for) {
        // Who gave it puts it right; anybody else, or where two agreed, overrules it.
        if (!newest(marks, mark_role::FINAL) && !second && mine)
            return mark_role::FIRST;
        return mark_role::FINAL;
    }
    if (*now.waits_for == mark_role::SECOND && mine)
        return mark_role::FIRST; // puts one's own right while nobody has seen it
    if (*now.waits_for == mark_role::FINAL && mine && !alone)
        return std::nullopt;
    return now.waits_for;
}

std::vector<std::int64_t> most_of_criteria(const questions::question_document& asked, std::int64_t points)
{
    std::int64_t shares = 0;
    for (const auto& each : asked.rubric)
        shares += each.share.value;
    std::vector<std::int64_t> most;
    std::int64_t given = 0, counted = 0;
    // By running sums, so that what rounding takes from one line it gives to a later one.
    for (const auto& each : asked.rubric) {
        counted += each.share.value;
        const auto upto = 100 * points * counted / shares;
        most.push_back(upto - given);
        given = upto;
    }
    return most;
}

} // namespace ahimmoyak::marking
