#pragma once

#include "base/clock.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::boards {

/// Notices and questions of offerings. Thread-safe; what it refers to outlives it.
struct module {
    db::pool& database;
    const ahimmoyak::clock& time;
    std::string zone; ///< IANA name: where the days turn over that views are counted by
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

} // namespace ahimmoyak::boards
