#pragma once

#include "base/clock.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <vector>

namespace ahimmoyak::marking {

/// What people do with answers. Thread-safe; what it refers to outlives it.
struct module {
    db::pool& database;
    const ahimmoyak::clock& time;
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();
void subscribe(events::bus& to, module& m);

/// Compares what was handed in with what others handed in, as long as the program runs.
task<> keep_comparing(module& m);

} // namespace ahimmoyak::marking
