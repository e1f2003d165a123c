#pragma once

#include "base/clock.hpp"
#include "base/rate_limiter.hpp"
#include "db/pool.hpp"
#include "exams/known_questions.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"
#include "learning/identity_method.hpp"

#include <atomic>
#include <string>
#include <vector>

namespace ahimmoyak::exams {

/// Exams: their papers, who takes them, and the clock that ends them. Thread-safe; what it refers to outlives it.
struct module {
    module(db::pool& on, const ahimmoyak::clock& now, const learning::identity_methods& proofs,
           std::string in_zone) :database{on},
        time{now}, identity_methods{proofs}, zone{std::move(in_zone)}
    {
    }

    db::pool& database;
    const ahimmoyak::clock& time;
    const learning::identity_methods& identity_methods; ///< filled before requests are served
    const std::string zone;                             ///< IANA name: where the last day of an offering ends
    known_questions questions;
    rate_limiter drafts{{.burst = 120, .every = std::chrono::milliseconds{250}}};
    rate_limiter identity_codes{{.burst = 3, .every = std::chrono::minutes{1}}};
    rate_limiter identity_attempts{{.burst = 6, .every = std::chrono::seconds{30}}};
    /// When this process last looked after the exams, in milliseconds since 1970; 0: not yet.
    std::atomic<std::int64_t> looked_at{0};
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

/// Hands in what has ended, to about half a second, and gives back the time of outages; for ever.
task<> keep_exams(module& m);

} // namespace ahimmoyak::exams
