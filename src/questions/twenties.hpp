#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

namespace ahimmoyak::questions {

/// Asks for any number of keys by a statement of twenty, which is prepared once. An empty key (0, "") is nobody's.
template <class Key, class Ask>
void by_twenties(std::span<const Key> which, Ask&& ask)
{
    while (!which.empty()) {
        std::array<Key, 20> some{};
        const auto count = std::min(some.size(), which.size());
        std::copy_n(which.begin(), count, some.begin());
        which = which.subspan(count);
        std::apply(ask, some);
    }
}

} // namespace ahimmoyak::questions
