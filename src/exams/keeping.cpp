#include "exams/keeping.hpp"

#include "base/log.hpp"
#include "exams/attempt.hpp"

#include <algorithm>

namespace ahimmoyak::exams {

namespace {

constexpr db::query latest_open_start{
    "SELECT started_at FROM exam_submission WHERE state = 'OPEN' ORDER BY started_at DESC LIMIT 1"};
constexpr db::query last_pulse{"SELECT beat_at FROM exam_pulse WHERE id = 1"};
constexpr db::query put_pulse{R"(
    INSERT INTO exam_pulse (id, beat_at, created_at, updated_at) VALUES (1, $1, $1, $1)
    ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at, updated_at = excluded.updated_at)"};
constexpr db::query put_off{R"(
    UPDATE exam_submission SET deadline_at = deadline_at + $1, given_back_ms = given_back_ms + $1, updated_at = $2
    WHERE state = 'OPEN' AND deadline_at > $3)"};
constexpr db::query insert_outage{R"(
    INSERT INTO exam_outage (from_at, to_at, extended, created_at, updated_at) VALUES ($1, $2, $3, $2, $2))"};
constexpr db::query ended_attempts{R"(
    SELECT id, deadline_at FROM exam_submission WHERE state = 'OPEN' AND deadline_at <= $1
    ORDER BY deadline_at LIMIT 100)"};

struct ended_attempt {
    submission_id id;
    timestamp deadline_at{};
};
BOOST_DESCRIBE_STRUCT(ended_attempt, (), (id, deadline_at))

timestamp at_ms(std::int64_t since_1970) { return timestamp{std::chrono::milliseconds{since_1970}}; }

} // namespace

task<std::int64_t> beat(module& m)
{
    const auto now = m.time.now();
    const auto looked = m.looked_at.load();
    const bool anybody = co_await m.database.read(
        [&](db::connection& in) { return in.first<timestamp>(latest_open_start).has_value(); });
    if (!anybody) {
        m.looked_at = now.time_since_epoch().count();
        co_return 0;
    }
    auto work = [&](db::connection& in) -> std::int64_t {
        const auto started = in.first<timestamp>(latest_open_start);
        // Who has begun was served: the server was up then, whatever it last noted.
        const auto seen =
            std::max({in.first<timestamp>(last_pulse).value_or(timestamp{}), at_ms(looked), started.value_or(now)});
        std::int64_t extended = 0;
        if (now - seen >= outage_from) {
            extended = in.run(put_off, (now - seen).count(), now, seen);
            in.run(insert_outage, seen, now, extended);
        }
        in.run(put_pulse, now);
        return extended;
    };
    const auto extended = co_await m.database.write(work);
    m.looked_at = now.time_since_epoch().count(); // not before: a database that was away is an outage, too
    if (extended > 0)
        log::warning("time was given back to exams that an outage had stopped",
                     {{"attempts", std::to_string(extended)}});
    co_return extended;
}

task<std::int64_t> hand_in_ended(module& m)
{
    std::int64_t all = 0;
    for (;;) {
        const auto now = m.time.now();
        auto look = [&](db::connection& in) { return in.all<ended_attempt>(ended_attempts, now); };
        const auto ended = co_await m.database.read(look);
        for (const auto& each : ended) {
            auto work = [&](db::connection& in) {
                const auto still = find_submission(in, each.id);
                if (!still || still->deadline_at > now) // it was put off meanwhile
                    return false;
                return hand_in(in, each.id, handed_in_by::SERVER, each.deadline_at, m.questions, now);
            };
            if (co_await m.database.write(work))
                ++all;
        }
        if (ended.size() < 100)
            co_return all;
    }
}

task<> keep_exams(module& m)
{
    auto next_beat = std::chrono::steady_clock::time_point{};
    for (;;) {
        try {
            // First, so that nobody's attempt ends by an outage.
            if (std::chrono::steady_clock::now() >= next_beat) {
                co_await beat(m);
                next_beat = std::chrono::steady_clock::now() + std::chrono::seconds{2};
            }
            co_await hand_in_ended(m);
        } catch (const std::exception& failed) {
            log::warning("exams could not be looked after", {{"reason", failed.what()}});
        }
        co_await sleep_for(std::chrono::milliseconds{500});
    }
}

} // namespace ahimmoyak::exams
