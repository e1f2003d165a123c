#pragma once

#include "base/clock.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"
#include "objects/store.hpp"

#include <vector>

namespace ahimmoyak::learning {

/// A trainee's way through a course: their courses, a lesson to play, where they were. Thread-safe.
struct module {
    module(db::pool& on, const ahimmoyak::clock& now, objects::store& keeps) :database{on}, time{now}, store{keeps} {}

    db::pool& database;
    const ahimmoyak::clock& time;
    objects::store& store;
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

} // namespace ahimmoyak::learning
