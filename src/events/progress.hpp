#pragma once

#include "db/pool.hpp"

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace ahimmoyak::events {

/// A row of the outbox.
struct stored_event {
    std::int64_t id = 0;
    std::string name;
    std::string aggregate;
    std::string payload;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(stored_event, (), (id, name, aggregate, payload, created_at))

/// What subscribers have heard, in the database.
///
/// Ids are given when an event is written, but PostgreSQL's transactions may commit in another order:
/// after event 6 has been seen, event 5 may still appear. So progress is not one number. Up to
/// `settled` everything was delivered; beyond it each delivery leaves a mark, and what has no mark is
/// still to come. `settled` follows only behind events old enough that no transaction can still
/// bring an earlier one (db's connections end transactions that stand idle or run for a minute).
/// SQLite has one writer, so there it follows at once.
class progress {
public:
    explicit progress(db::pool& on) : on_{on} {}

    /// Makes the subscriber known; where it stands.
    task<std::int64_t> enter(std::string subscriber, std::vector<std::string> names);
    struct page {
        std::vector<stored_event> events;
        std::int64_t upto = 0; ///< there is nothing else for it up to here among what is committed
    };
    /// The next events after `after` that it wants and has not heard.
    task<page> next(std::string subscriber, std::int64_t after, std::int64_t most);
    task<> mark(std::string subscriber, std::set<std::int64_t> delivered);
    /// Moves `settled` as far as it may, and forgets the marks before it; where it is now.
    task<std::int64_t> settle(std::string subscriber);
    /// Deletes events that everybody has heard and that are older than `keep`; and those thirty times
    /// as old in any case, which a subscriber that is no more would hold for ever.
    task<> prune(std::chrono::milliseconds keep);

private:
    db::pool& on_;
};

} // namespace ahimmoyak::events
