#pragma once

#include "base/values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak {

/// The place after which the next page of a list begins: the sort key of the last row and its id.
/// Clients see it as opaque base64url and send it back as it is.
struct cursor {
    std::int64_t id = 0;
    std::string key{}; ///< empty for lists that are ordered by id

    std::string to_text() const;
    /// Throws the 422 problem about /cursor for anything to_text() cannot have made. Empty: nothing.
    static std::optional<cursor> from(const std::optional<std::string>& text);
};

} // namespace ahimmoyak
