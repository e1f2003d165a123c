#include "worker/ladder.hpp"

#include <algorithm>
#include <cmath>

namespace ahimmoyak::worker {

int even(double value) { return std::max(2, static_cast<int>(std::lround(value / 2)) * 2); }

std::vector<rung> ladder(std::vector<int> wished, int size, bool may_copy)
{
    std::sort(wished.rbegin(), wished.rend());
    std::vector<rung> made;
    if (may_copy)
        made.push_back({even(size), true});
    for (const int each : wished)
        if (may_copy ? each < size * 9 / 10 : each <= size)
            made.push_back({each, false});
    // Between two sizes, or below all: what is there is worth more than the next smaller one.
    const int largest = wished.empty() ? size : wished.front();
    if (made.empty() || (!may_copy && made.front().size < size * 4 / 5 && size < largest))
        made.insert(made.begin(), {even(size - size % 2), false});
    return made;
}

picture_size sized(int width, int height, int size)
{
    if (width >= height)
        return {even(static_cast<double>(width) * size / height), even(size)};
    return {even(size), even(static_cast<double>(height) * size / width)};
}

int most_bits(int size)
{
    // 0.8 Mbit/s at 360, 2.4 at 720, 4.5 at 1080.
    return static_cast<int>(800'000 * std::pow(size / 360.0, 1.57));
}

} // namespace ahimmoyak::worker
