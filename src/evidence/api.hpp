#pragma once

#include "base/clock.hpp"
#include "base/rate_limiter.hpp"
#include "base/work_pool.hpp"
#include "db/pool.hpp"
#include "evidence/key.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <string>

namespace ahimmoyak::evidence {

/// What stands behind the completions of an offering, in one file that nobody can change unnoticed. Thread-safe.
struct module {
    /// `secret`: of the installation, the same for ever: what was signed is verified years later.
    module(db::pool& on, const ahimmoyak::clock& now, std::string time_zone, std::string_view secret) :database{on}, time{now},
        zone{std::move(time_zone)}, key{secret}
    {
    }

    db::pool& database;
    const ahimmoyak::clock& time;
    const std::string zone;
    const signing_key key;
    work_pool packing{1}; ///< finish() it before the coroutines that wait for it go
    rate_limiter packs{{.burst = 5, .every = std::chrono::seconds{20}}}; ///< by person
};

void add_routes(http::router& to, json::schema_book& book, module& m);

} // namespace ahimmoyak::evidence
