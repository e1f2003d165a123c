#pragma once

#include "base/clock.hpp"
#include "base/rate_limiter.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "http/path_pass.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"
#include "learning/advances.hpp"
#include "learning/identity_method.hpp"
#include "objects/store.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::learning {

struct options {
    std::string zone = "Asia/Seoul"; ///< IANA name: where days turn over
    /// The keys of viewings are made of it: at least 32 bytes, the same over restarts and in all processes.
    std::string secret;
    const http::path_pass* pass = nullptr; ///< opens the videos of lessons; outlives the module
    bool secure = false;                   ///< pages come by HTTPS
};

/// A trainee's way through a course: their courses, a lesson to play, and what they have earned. Thread-safe.
struct module {
    module(db::pool& on, const ahimmoyak::clock& now, objects::store& keeps, options with) :database{on}, time{now},
        store{keeps}, zone{std::move(with.zone)}, secret{std::move(with.secret)}, pass{with.pass}, secure{with.secure}
    {
    }

    db::pool& database;
    const ahimmoyak::clock& time;
    objects::store& store;
    const std::string zone;
    const std::string secret;
    const http::path_pass* pass;
    bool secure;
    rate_limiter openings{{.burst = 30, .every = std::chrono::seconds{2}}};
    rate_limiter beats{{.burst = 60, .every = std::chrono::seconds{1}}};
    rate_limiter identity_codes{{.burst = 3, .every = std::chrono::minutes{1}}}; ///< sent
    rate_limiter identity_attempts{{.burst = 6, .every = std::chrono::seconds{30}}};
    learning::advances advances;
    /// Filled before requests are served.
    learning::identity_methods identity_methods;
};

void add_routes(http::router& to, json::schema_book& book, module& m);
/// Fixes the rules of an offering when its trainees are registered.
void subscribe(events::bus& to, module& m);
std::vector<db::migration> migrations();

} // namespace ahimmoyak::learning
