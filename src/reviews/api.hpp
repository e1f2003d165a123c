#pragma once

#include "base/clock.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <vector>

namespace ahimmoyak::reviews {

/// What trainees think of courses. Thread-safe.
struct module {
    module(db::pool& on, const ahimmoyak::clock& now) :database{on}, time{now} {}

    db::pool& database;
    const ahimmoyak::clock& time;
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

} // namespace ahimmoyak::reviews
