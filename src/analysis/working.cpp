#include "analysis/api.hpp"
#include "analysis/rollup.hpp"
#include "base/log.hpp"
#include "base/runtime.hpp"
#include "certificates/events.hpp"
#include "exams/events.hpp"
#include "live/events.hpp"
#include "offerings/events.hpp"
#include "reviews/events.hpp"

namespace ahimmoyak::analysis {

namespace {

using offerings::course_provide_id;

constexpr std::int64_t at_once = 50; // offerings in one transaction

task<> look_again(module& m, course_provide_id at)
{
    const auto now = m.time.now();
    co_await m.database.write([&](db::connection& in) { refresh(in, at, now, m.zone); });
}

// One small transaction after another: who writes meanwhile waits for none of them long.
template <class Next>
task<std::int64_t> refresh_all(module& m, Next next)
{
    std::int64_t count = 0;
    course_provide_id after{0};
    for (;;) {
        const auto now = m.time.now();
        const auto work = [&](db::connection& in) {
            const auto some = next(in, after, at_once);
            refresh(in, some, now, m.zone);
            return some;
        };
        const auto done = co_await m.database.write(work);
        if (done.empty())
            co_return count;
        count += std::ssize(done);
        after = done.back();
    }
}

template <class E>
void listen(events::bus& to, module& m)
{
    to.on<E>("analysis", [&m](const events::delivery<E>& told) { return look_again(m, told.event.course_provide_id); });
}

} // namespace

task<> refresh_advanced(module& m)
{
    for (const auto each : m.advances.take_offerings())
        co_await look_again(m, each);
}

task<> refresh_scored(module& m)
{
    for (const auto each : m.scored.take())
        co_await look_again(m, each);
}

task<> refresh_running(module& m) { co_await refresh_all(m, running_after); }

task<> refresh_unknown(module& m)
{
    const auto count = co_await refresh_all(m, without_figures);
    if (count > 0)
        log::info("figures made", {{"offerings", count}});
}

task<std::int64_t> rebuild(module& m)
{
    co_await m.database.write([](db::connection& in) { forget_all(in); });
    co_return co_await refresh_all(m, without_figures);
}

task<> keep_fresh(module& m)
{
    timestamp looked{};
    for (int round = 0;; round = (round + 1) % 10) {
        try {
            if (m.time.now() - looked > std::chrono::hours{1}) {
                co_await refresh_unknown(m);
                co_await refresh_running(m);
                looked = m.time.now();
            }
            co_await refresh_scored(m);
            if (round == 0)
                co_await refresh_advanced(m);
        } catch (const std::exception& failed) {
            looked = {}; // what was taken up is not lost: all that run are looked at again
            log::warning("figures could not be refreshed; it is tried again", {{"reason", failed.what()}});
        }
        co_await sleep_for(std::chrono::seconds{1});
    }
}

void subscribe(events::bus& to, module& m)
{
    listen<offerings::requested>(to, m);
    listen<offerings::answered>(to, m);
    listen<offerings::canceled>(to, m);
    listen<offerings::submitted>(to, m);
    listen<offerings::registered>(to, m);
    listen<offerings::turned>(to, m);
    listen<certificates::issued>(to, m);
    listen<certificates::revoked>(to, m);
    listen<live::attended>(to, m);
    listen<live::removed>(to, m);
    // A class hands in at the same moment. To look at all of it for each of them would meet those who are still at it:
    // over PostgreSQL their transactions ended again and again.
    to.on<exams::scored>("analysis", [&m](const events::delivery<exams::scored>& told) -> task<> {
        m.scored.note(told.event.course_provide_id);
        co_return;
    });
    listen<reviews::given>(to, m);
}

} // namespace ahimmoyak::analysis
