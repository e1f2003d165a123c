#pragma once

#include "base/caller.hpp"
#include "base/values.hpp"
#include "db/connection.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>

/// How much room an institution's files take and may take. In the caller's transaction.
namespace ahimmoyak::contents {

struct storage_use {
    std::int64_t used_bytes = 0; ///< unfinished uploads count with what they will take
    std::optional<std::int64_t> limit_bytes;
};
BOOST_DESCRIBE_STRUCT(storage_use, (), (used_bytes, limit_bytes))

storage_use storage_of(db::connection& in, institution_id of);
/// Nothing: no limit.
void limit_storage(db::connection& in, institution_id of, std::optional<std::int64_t> bytes, timestamp now);
bool is_institution(db::connection& in, institution_id which);

/// Throws the 409 of a file that does not fit.
void check_room(db::connection& in, institution_id of, std::int64_t bytes);

} // namespace ahimmoyak::contents
