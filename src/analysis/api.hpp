#pragma once

#include "analysis/noted_offerings.hpp"
#include "base/clock.hpp"
#include "base/rate_limiter.hpp"
#include "base/work_pool.hpp"
#include "db/pool.hpp"
#include "events/bus.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"
#include "learning/advances.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::analysis {

/// Figures of an institution, of a company and of a trainee, kept by events. Thread-safe.
struct module {
    module(db::pool& on, const ahimmoyak::clock& now, learning::advances& got_on, std::string days_in) :database{on},
        time{now}, advances{got_on}, zone{std::move(days_in)}
    {
    }

    db::pool& database;
    const ahimmoyak::clock& time;
    learning::advances& advances;
    noted_offerings scored;    ///< in which exams were marked
    const std::string zone;    ///< IANA name: where days turn over
    work_pool spreadsheets{1}; ///< writes files; finish() it before the coroutines that wait for it go
    rate_limiter exports{{.burst = 120, .every = std::chrono::seconds{3}}}; ///< by person

    date today() const { return clock::day_of(time.now(), zone); }
};

void add_routes(http::router& to, json::schema_book& book, module& m);
/// The parts of add_routes.
void add_people_routes(http::router& to, json::schema_book& book, module& m);
void add_export_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

/// Whatever happens to an offering has it looked at again.
void subscribe(events::bus& to, module& m);
/// Looks at offerings again in which exams were marked, every second; in which somebody got on, every ten; at all that
/// run once an hour; and at the start at those that have no figures yet. For ever.
task<> keep_fresh(module& m);

/// One round of it each.
task<> refresh_advanced(module& m);
task<> refresh_scored(module& m);
task<> refresh_running(module& m);
task<> refresh_unknown(module& m);
/// Makes all figures anew from the records; how many offerings there are. Who reads meanwhile sees a part of them.
task<std::int64_t> rebuild(module& m);

} // namespace ahimmoyak::analysis
