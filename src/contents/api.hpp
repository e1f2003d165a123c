#pragma once

#include "base/clock.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"
#include "objects/store.hpp"

#include <vector>

namespace ahimmoyak::contents {

/// The files of lessons: uploads, what they are, and their place in a curriculum. Thread-safe.
struct module {
    module(db::pool& on, const ahimmoyak::clock& now, objects::store& keeps) :database{on}, time{now}, store{keeps} {}

    db::pool& database;
    const ahimmoyak::clock& time;
    objects::store& store;
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

/// Hears of removed lessons and lets their files go.
void subscribe(events::bus& bus, module& m);

/// Forgets uploads that nobody finished or mapped within a day, with what they left in the store, and
/// lessons that were removed a day ago; answers how many uploads.
task<std::int64_t> forget_stale_uploads(module& m);

/// forget_stale_uploads at once and then hourly, for ever: spawn it once.
task<> keep_tidy(module& m);

} // namespace ahimmoyak::contents
