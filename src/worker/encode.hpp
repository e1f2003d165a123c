#pragma once

#include "worker/source.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::worker {

struct made_renditions {
    std::string json; ///< a list of them
    std::int64_t duration_ms = 0;
    bool damaged = false; ///< it ends early, or parts of it mean nothing
};

/// Makes and sends all renditions, in one pass through the file. `loudness` is what was measured.
made_renditions make_renditions(source& from, const std::vector<int>& wished, std::optional<double> loudness);

} // namespace ahimmoyak::worker
