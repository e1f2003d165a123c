#pragma once

#include "db/connection.hpp"
#include "identity/account.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::identity {

/// One kind of thing that is kept of a person, told by the domain that keeps it: how its owner gets it, and what
/// becomes of it when the account is deleted. Both run in the caller's transaction.
struct personal_data {
    std::string_view name; ///< the member of the export that it becomes

    /// As JSON; bounded by whoever writes it.
    std::function<std::string(db::connection&, const person&)> report;

    /// Erases it, or does nothing where it has to stay as a record. Throws a 409 when the person cannot go
    /// yet. Gives until when the name must stay readable beside what is kept.
    std::function<std::optional<timestamp>(db::connection&, const person&, timestamp now)> forget =
        [](db::connection&, const person&, timestamp) -> std::optional<timestamp> { return std::nullopt; };
};

} // namespace ahimmoyak::identity
