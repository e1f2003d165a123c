#pragma once

#include "http/metrics.hpp"

#include <optional>

namespace ahimmoyak::health {

/// The number of seconds that the given share of what was observed between two readings stayed below; within a bucket it is
/// drawn as a straight line. Nothing when there was nothing to observe.
inline std::optional<double> percentile_between(const http::metrics::reading& before, const http::metrics::reading& now,
                                                double share)
{
    const auto seen = now.count - before.count;
    if (now.count <= before.count || before.upto.size() != now.upto.size())
        return std::nullopt;
    const double wanted = share * static_cast<double>(seen);
    double lower = 0;
    double below = 0;
    for (std::size_t i = 0; i < now.upto.size(); ++i) {
        const auto within = static_cast<double>(now.cumulated[i] - before.cumulated[i]);
        if (within >= wanted)
            return within > below ? lower + (now.upto[i] - lower) * (wanted - below) / (within - below) : now.upto[i];
        lower = now.upto[i];
        below = within;
    }
    return lower; // beyond the last bucket: at least that
}

} // namespace ahimmoyak::health
