#pragma once

#include "base/clock.hpp"
#include "db/pool.hpp"
#include "http/router.hpp"
#include "json/schema.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::offerings {

/// Requests of companies for courses, their answers, attendees and enrollments. Thread-safe; what it
/// refers to outlives it.
struct module {
    module(db::pool& on, const ahimmoyak::clock& now, std::string time_zone) :database{on}, time{now},
        zone{std::move(time_zone)}
    {
    }

    db::pool& database;
    const ahimmoyak::clock& time;
    std::string zone; ///< IANA name, such as "Asia/Seoul": where dates turn over

    date today() const { return clock::day_of(time.now(), zone); }
};

void add_routes(http::router& to, json::schema_book& book, module& m);
/// Of these, the institution's inbox.
void add_inbox_routes(http::router& to, json::schema_book& book, module& m);
std::vector<db::migration> migrations();

/// Moves every offering whose first day has come to ONGOING and whose last day has passed to
/// FINISHED, with history and events. Answers how many steps were made.
task<std::int64_t> turn_dates(module& m);

/// turn_dates at once and then each minute, for ever: spawn it once, on one process, after migrations.
/// A failure is logged and tried again the next minute.
task<> keep_turning(module& m);

} // namespace ahimmoyak::offerings
