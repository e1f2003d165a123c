#include "base/log.hpp"
#include "marking/api.hpp"
#include "marking/comparing.hpp"
#include "marking/regrade.hpp"

namespace ahimmoyak::marking {

namespace {

constexpr std::string_view subscriber_name = "marking";

task<> take_in(module& m, const events::delivery<exams::submitted>& what)
{
    const auto now = m.time.now();
    co_await m.database.write([&](db::connection& in) {
        if (!events::first_time(in, subscriber_name, what.event_id))
            return;
        note_essays(in, what.event, now);
        regrade_handed_in(in, what.event.exam_id, what.event.submission_id, now);
    });
}

// One page for all that wait for it; whether there is more.
task<bool> compare_page(module& m)
{
    const auto step = co_await m.database.read_long([](db::connection& in) { return compare_some(in); });
    if (!step)
        co_return false;
    const auto now = m.time.now();
    co_await m.database.write([&](db::connection& in) { keep_step(in, *step, now); });
    co_return true;
}

} // namespace

void subscribe(events::bus& to, module& m)
{
    to.on<exams::submitted>(subscriber_name,
                            [&m](const events::delivery<exams::submitted>& what) { return take_in(m, what); });
}

task<> keep_comparing(module& m)
{
    for (;;) {
        // Many hand in at once: waiting a little lets them be compared together.
        try {
            while (co_await compare_page(m)) {
            }
        } catch (const std::exception& failed) {
            log::warning("essays could not be compared", {{"reason", failed.what()}});
        }
        co_await sleep_for(std::chrono::seconds{2});
    }
}

} // namespace ahimmoyak::marking
