#include "marking/item_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ahimmoyak::marking {

namespace {

double share(std::int64_t of, std::int64_t possible)
{
    return possible > 0 ? static_cast<double>(of) / static_cast<double>(possible) : 0.0;
}

double share_here(const item_row& row) { return share(row.points, row.points_possible); }
double share_of_rest(const item_row& row)
{
    return share(row.total - row.points, row.total_possible - row.points_possible);
}

template <class Of>
double mean(const std::vector<const item_row*>& rows, Of of)
{
    return std::accumulate(rows.begin(), rows.end(), 0.0,
                           [&](double sum, const item_row* each) { return sum + of(*each); }) /
           static_cast<double>(rows.size());
}

// Nothing where one of the two never varies: then there is nothing to go together.
std::optional<double> correlation_of(const std::vector<const item_row*>& rows)
{
    const auto here = mean(rows, share_here);
    const auto rest = mean(rows, share_of_rest);
    double both = 0, first = 0, second = 0;
    for (const auto* each : rows) {
        const auto x = share_here(*each) - here;
        const auto y = share_of_rest(*each) - rest;
        both += x * y;
        first += x * x;
        second += y * y;
    }
    if (first < 1e-9 || second < 1e-9)
        return std::nullopt;
    return std::clamp(both / std::sqrt(first * second), -1.0, 1.0);
}

} // namespace

item_figures figures_of(const std::vector<item_row>& rows, std::size_t choice_count)
{
    item_figures made;
    made.attempt_count = std::ssize(rows);
    made.choices.resize(choice_count);
    std::vector<const item_row*> ranked;
    for (const auto& each : rows) {
        ranked.push_back(&each);
        made.unanswered_count += each.answered ? 0 : 1;
    }
    if (ranked.empty())
        return made;
    made.difficulty = mean(ranked, share_here);

    // By the whole paper; who came first of equals is the order of the rows, which is the same every time.
    std::ranges::sort(ranked, [](const item_row* one, const item_row* other) {
        const auto mine = share(one->total, one->total_possible);
        const auto others = share(other->total, other->total_possible);
        return mine != others ? mine > others : one < other;
    });
    std::vector<const item_row*> upper, lower;
    if (made.attempt_count >= least_attempts) {
        made.correlation = correlation_of(ranked);
        made.group_size = (27 * made.attempt_count + 50) / 100;
        upper.assign(ranked.begin(), ranked.begin() + made.group_size);
        lower.assign(ranked.end() - made.group_size, ranked.end());
        made.group_difference = mean(upper, share_here) - mean(lower, share_here);
    }
    const auto count = [&](const std::vector<const item_row*>& group, std::int64_t marking::choice_count::* into) {
        for (const auto* each : group)
            for (const auto chosen : each->choices)
                if (chosen >= 0 && chosen < std::ssize(made.choices))
                    ++(made.choices[static_cast<std::size_t>(chosen)].*into);
    };
    count(ranked, &marking::choice_count::all);
    count(upper, &marking::choice_count::upper);
    count(lower, &marking::choice_count::lower);
    return made;
}

} // namespace ahimmoyak::marking
