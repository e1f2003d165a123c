#include "backups/daily.hpp"

#include "backups/events.hpp"
#include "backups/shelf.hpp"
#include "backups/turns.hpp"
#include "backups/work.hpp"
#include "base/log.hpp"
#include "events/outbox.hpp"

#include <boost/asio/this_coro.hpp>

namespace ahimmoyak::backups {

namespace {

constexpr std::chrono::seconds look_every{5};
/// What was missed while the server was down waits until it has its people served.
constexpr std::chrono::minutes quiet_after_start{5};
/// After a crash another one may take over that soon.
constexpr std::chrono::minutes turn_lasts{5};
constexpr std::chrono::hours try_again_after{1};

struct held_turn {
    explicit held_turn(const executor& on) : pause{on} {}
    steady_timer pause;
    bool over = false;
};

task<> hold_turn(module& m, timestamp due, std::shared_ptr<held_turn> is)
{
    while (!is->over) {
        is->pause.expires_after(std::chrono::minutes{1});
        co_await is->pause.async_wait(no_throw);
        if (is->over)
            co_return;
        const auto until = m.time.now() + turn_lasts;
        auto work = [&](db::connection& in) { turns::hold(in, due, until); };
        co_await m.db.write(work);
    }
}

task<> make_daily(module& m, schedule by, timestamp due, std::int64_t attempt)
{
    auto what = begin(m, false, backup_kind::SCHEDULED);
    const auto here = co_await asio::this_coro::executor;
    const auto held = std::make_shared<held_turn>(here);
    spawn(here, "daily backup", hold_turn(m, due, held));
    const auto progress = what.progress;
    const auto failure = co_await make_and_end(m, std::move(what));
    held->over = true;
    held->pause.cancel();
    const auto now = m.time.now();
    if (!failure) {
        auto tidy = [&] { shelf::keep_scheduled(m.where, by.keep); };
        co_await m.blocking.run(tidy);
        auto work = [&](db::connection& in) { turns::finish(in, due, now); };
        co_await m.db.write(work);
        co_return;
    }
    if (progress->give_up)
        co_return; // the program ends; the next start goes on
    const bool first = attempt == 1;
    auto work = [&](db::connection& in) {
        turns::hold(in, due, now + try_again_after);
        if (first)
            events::publish(in, daily_failed{now, failure->substr(0, 500)}, "backups:daily");
    };
    co_await m.db.write(work);
}

} // namespace

task<> look_for_daily(module& m)
{
    const auto by = m.plan();
    if (!by)
        co_return;
    const auto now = m.time.now();
    const auto due = last_due(*by, now, m.zone);
    if (due < by->since || due == m.settled)
        co_return;
    if (due < m.started_at && now < m.started_at + quiet_after_start)
        co_return;
    {
        const std::lock_guard lock{m.mutex};
        if (m.now)
            co_return; // something else is being done; it is looked again
    }
    auto ask = [&](db::connection& in) { return turns::state_of(in, due, now); };
    const auto state = co_await m.db.read(ask);
    if (state == turns::state::over)
        m.settled = due;
    if (state != turns::state::open)
        co_return;
    auto work = [&](db::connection& in) { return turns::take(in, due, now + turn_lasts, now); };
    const auto attempt = co_await m.db.write(work);
    if (attempt)
        co_await make_daily(m, *by, due, *attempt);
}

task<> keep_daily(module& m)
{
    for (;;) {
        try {
            co_await look_for_daily(m);
        } catch (const std::exception& why) {
            log::warning("the daily backup could not be looked after", {{"why", why.what()}});
        }
        co_await sleep_for(look_every);
    }
}

} // namespace ahimmoyak::backups
