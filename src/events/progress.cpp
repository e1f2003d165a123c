#include "events/progress.hpp"

#include <algorithm>
#include <limits>

namespace ahimmoyak::events {

namespace {

constexpr std::chrono::minutes longest_transaction{3};

constexpr db::query enter_subscriber{
    "INSERT INTO event_subscriber (subscriber, settled_id) VALUES ($1, 0) ON CONFLICT DO NOTHING"};
constexpr db::query forget_interests{"DELETE FROM event_interest WHERE subscriber = $1"};
constexpr db::query note_interest{"INSERT INTO event_interest (subscriber, name) VALUES ($1, $2)"};
constexpr db::query where_settled{"SELECT settled_id FROM event_subscriber WHERE subscriber = $1"};

// settled_id is read by the same statement as the marks, because settling deletes marks. The + 0 keeps
// SQLite from beginning its search there (it takes one bound, and there are thousands in between).
constexpr db::query next_events{R"(
    SELECT o.id, o.name, o.aggregate, o.payload, o.created_at
    FROM outbox o
    JOIN event_interest i ON i.subscriber = $1 AND i.name = o.name
    JOIN event_subscriber s ON s.subscriber = $1 AND o.id + 0 > s.settled_id
    WHERE o.id > $2
      AND NOT EXISTS (SELECT 1 FROM event_delivery d WHERE d.subscriber = $1 AND d.event_id = o.id)
    ORDER BY o.id
    LIMIT $3)"};

constexpr db::query last_event{"SELECT MAX(id) FROM outbox"};

constexpr db::query mark_delivered{
    "INSERT INTO event_delivery (subscriber, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"};

constexpr db::query first_pending{R"(
    SELECT MIN(o.id)
    FROM outbox o
    JOIN event_interest i ON i.subscriber = $1 AND i.name = o.name
    WHERE o.id > $2
      AND NOT EXISTS (SELECT 1 FROM event_delivery d WHERE d.subscriber = $1 AND d.event_id = o.id))"};
constexpr db::query first_young{"SELECT MIN(id) FROM outbox WHERE id > $1 AND created_at > $2"};
constexpr db::query last_before{"SELECT MAX(id) FROM outbox WHERE id > $1 AND id < $2"};
constexpr db::query set_settled{"UPDATE event_subscriber SET settled_id = $1 WHERE subscriber = $2"};
constexpr db::query forget_marks{"DELETE FROM event_delivery WHERE subscriber = $1 AND event_id <= $2"};
constexpr db::query forget_effects{"DELETE FROM event_effect WHERE subscriber = $1 AND event_id <= $2"};

constexpr db::query prune_events{R"(
    DELETE FROM outbox
    WHERE (created_at < $1
           AND id <= COALESCE((SELECT MIN(settled_id) FROM event_subscriber), 9223372036854775807))
       OR created_at < $2)"};

timestamp now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

} // namespace

task<std::int64_t> progress::enter(std::string subscriber, std::vector<std::string> names)
{
    co_return co_await on_.write([&](db::connection& c) {
        c.run(enter_subscriber, subscriber);
        c.run(forget_interests, subscriber);
        for (const auto& each : names)
            c.run(note_interest, subscriber, each);
        return c.first<std::int64_t>(where_settled, subscriber).value();
    });
}

task<progress::page> progress::next(std::string subscriber, std::int64_t after, std::int64_t most)
{
    co_return co_await on_.read([&](db::connection& c) {
        // Asked first: what is committed between the two statements is not passed over.
        const auto newest = c.first<std::optional<std::int64_t>>(last_event).value().value_or(0);
        page found{c.all<stored_event>(next_events, subscriber, after, most), after};
        if (std::ssize(found.events) < most)
            found.upto = std::max(after, newest);
        if (!found.events.empty())
            found.upto = std::max(found.upto, found.events.back().id);
        return found;
    });
}

task<> progress::mark(std::string subscriber, std::set<std::int64_t> delivered)
{
    co_await on_.write([&](db::connection& c) {
        for (const auto each : delivered)
            c.run(mark_delivered, subscriber, each);
    });
}

task<std::int64_t> progress::settle(std::string subscriber)
{
    const bool commits_in_order = on_.dialect() == db::dialect::sqlite;
    const auto young = commits_in_order ? timestamp::max() : now() - longest_transaction;
    co_return co_await on_.write([&](db::connection& c) {
        const auto settled = c.first<std::int64_t>(where_settled, subscriber).value();
        auto barrier = std::numeric_limits<std::int64_t>::max();
        for (const auto& each : {c.first<std::optional<std::int64_t>>(first_young, settled, young).value(),
                                 c.first<std::optional<std::int64_t>>(first_pending, subscriber, settled).value()})
            barrier = std::min(barrier, each.value_or(barrier));
        // The last event that is there, not barrier - 1, which may belong to one still uncommitted.
        const auto upto = c.first<std::optional<std::int64_t>>(last_before, settled, barrier).value().value_or(settled);
        if (upto <= settled)
            return settled;
        c.run(set_settled, upto, subscriber);
        c.run(forget_marks, subscriber, upto);
        c.run(forget_effects, subscriber, upto);
        return upto;
    });
}

task<> progress::prune(std::chrono::milliseconds keep)
{
    const auto old = now() - keep;
    const auto hopeless = now() - 30 * keep;
    co_await on_.write([&](db::connection& c) { c.run(prune_events, old, hopeless); });
}

} // namespace ahimmoyak::events
