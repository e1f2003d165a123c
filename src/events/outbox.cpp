#include "events/outbox.hpp"

#include <chrono>

namespace ahimmoyak::events {

namespace {

constexpr db::query insert{R"(
    INSERT INTO outbox (name, aggregate, payload, created_at) VALUES ($1, $2, $3, $4) RETURNING id)"};

// What is settled was delivered to the end, and its mark is gone.
constexpr db::query mark_first{R"(
    INSERT INTO event_effect (subscriber, event_id)
    SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT)
    WHERE NOT EXISTS (SELECT 1 FROM event_subscriber s
                      WHERE s.subscriber = CAST($1 AS TEXT) AND s.settled_id >= CAST($2 AS BIGINT))
    ON CONFLICT DO NOTHING)"};

} // namespace

std::int64_t publish(db::connection& in, std::string_view name, std::string_view aggregate, std::string_view payload)
{
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto made = in.first<std::int64_t>(insert, name, aggregate, payload, now);
    in.announce();
    return made.value();
}

bool first_time(db::connection& in, std::string_view subscriber, std::int64_t event_id)
{
    return in.run(mark_first, subscriber, event_id) == 1;
}

} // namespace ahimmoyak::events
