#pragma once

#include "base/caller.hpp"
#include "base/clock.hpp"
#include "base/rate_limiter.hpp"
#include "contents/api.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::boards {

/// Notices and questions of offerings. Thread-safe; what it refers to outlives it.
struct module {
    module(db::pool& on, const ahimmoyak::clock& now, std::string days_in, contents::module& keeps) :database{on},
        time{now}, zone{std::move(days_in)}, files{keeps}
    {
    }

    db::pool& database;
    const ahimmoyak::clock& time;
    const std::string zone; ///< IANA name: where the days turn over that views are counted by
    contents::module& files;

    // By person: a trainee's thoughts come singly, an institution answers one question after another.
    rate_limiter trainee_writes{{.burst = 20, .every = std::chrono::seconds{10}}};
    rate_limiter institution_writes{{.burst = 120, .every = std::chrono::seconds{1}}};
    rate_limiter files_sent{{.burst = 40, .every = std::chrono::seconds{10}}};

    /// Counts a post, a comment or a change of one; throws the 429.
    void count_writing(const caller& who);
};

void add_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

} // namespace ahimmoyak::boards
