#pragma once

#include "base/clock.hpp"
#include "base/rate_limiter.hpp"
#include "base/work_pool.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <vector>

namespace ahimmoyak::questions {

/// The question banks of institutions. Thread-safe; what it refers to outlives it.
struct module {
    module(db::pool& on, const ahimmoyak::clock& now) :database{on}, time{now} {}

    db::pool& database;
    const ahimmoyak::clock& time;
    work_pool files{1}; ///< reads and writes them; finish() it before the coroutines that wait for it go

    rate_limiter import_by_institution{rate{60, std::chrono::seconds{5}}};
    rate_limiter pictures_by_institution{rate{120, std::chrono::seconds{1}}};
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

} // namespace ahimmoyak::questions
