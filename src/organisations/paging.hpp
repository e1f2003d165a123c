#pragma once

#include "base/cursor.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::organisations {

/// Which people of a company are looked for.
struct people_filter {
    std::string search{}; ///< what a name or an address is found by; empty: all
    std::optional<std::string> department{};
};

/// Cuts the row that was read only to know whether there is more; true when there is.
template <class Row>
bool cut(std::vector<Row>& rows, std::int64_t limit)
{
    if (std::ssize(rows) <= limit)
        return false;
    rows.resize(static_cast<std::size_t>(limit));
    return true;
}

} // namespace ahimmoyak::organisations
