#include "backups/turns.hpp"

namespace ahimmoyak::backups::turns {

namespace {

constexpr db::query claim_turn{R"(
    INSERT INTO daily_backup (due_at, taken_until, attempts) VALUES ($1, $2, 1)
    ON CONFLICT (due_at) DO UPDATE SET taken_until = $2, attempts = daily_backup.attempts + 1
        WHERE daily_backup.done_at IS NULL AND daily_backup.taken_until <= $3 AND daily_backup.attempts < $4
    RETURNING attempts)"};
constexpr db::query hold_turn{"UPDATE daily_backup SET taken_until = $1 WHERE due_at = $2"};
constexpr db::query finish_turn{"UPDATE daily_backup SET done_at = $1 WHERE due_at = $2"};
constexpr db::query turn_of{"SELECT taken_until, attempts, done_at FROM daily_backup WHERE due_at = $1"};
constexpr db::query forget_turns{"DELETE FROM daily_backup WHERE due_at < $1"};

constexpr std::chrono::days kept_for{30};

struct turn_row {
    timestamp taken_until{};
    std::int64_t attempts = 0;
    std::optional<timestamp> done_at;
};
BOOST_DESCRIBE_STRUCT(turn_row, (), (taken_until, attempts, done_at))

} // namespace

std::optional<std::int64_t> take(db::connection& in, timestamp due, timestamp until, timestamp now)
{
    in.run(forget_turns, due - kept_for);
    return in.first<std::int64_t>(claim_turn, due, until, now, most_attempts);
}

void hold(db::connection& in, timestamp due, timestamp until) { in.run(hold_turn, until, due); }

void finish(db::connection& in, timestamp due, timestamp now) { in.run(finish_turn, now, due); }

state state_of(db::connection& in, timestamp due, timestamp now)
{
    const auto is = in.first<turn_row>(turn_of, due);
    if (!is)
        return state::open;
    if (is->done_at)
        return state::over;
    if (is->taken_until > now)
        return state::taken;
    return is->attempts >= most_attempts ? state::over : state::open;
}

} // namespace ahimmoyak::backups::turns
