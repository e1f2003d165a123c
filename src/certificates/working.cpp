#include "base/log.hpp"
#include "base/runtime.hpp"
#include "certificates/api.hpp"
#include "certificates/issuing.hpp"
#include "events/outbox.hpp"
#include "exams/events.hpp"
#include "learning/live_hours.hpp"
#include "live/attendance_record.hpp"
#include "live/events.hpp"
#include "offerings/events.hpp"

namespace ahimmoyak::certificates {

namespace {

namespace enrolments = offerings::enrolments;

task<> issue_in(module& m, offerings::course_provide_id which, std::optional<user_id> only = {})
{
    const auto now = m.time.now();
    // Most come for nothing: looking is no write.
    const auto look = [&](db::connection& in) {
        const auto found = enrolments::find(in, which);
        return found && is_due(in, *found, now, m.zone, only);
    };
    if (!co_await m.database.read(look))
        co_return;
    const auto work = [&](db::connection& in) {
        const auto found = enrolments::find(in, which);
        return found ? issue_due(in, *found, now, m.zone, only) : 0;
    };
    const auto count = co_await m.database.write(work);
    if (count > 0)
        log::info("certificates issued", {{"offering", which.value}, {"count", count}});
}

// Live hours are on the day's budget of lessons. `live` knows nothing of `learning`: who stands above both tells it.
task<> count_live_hours(module& m, const events::delivery<live::attended>& told)
{
    const auto now = m.time.now();
    const auto day = clock::day_of(told.event.start_time, m.zone);
    co_await m.database.write([&](db::connection& in) {
        if (!events::first_time(in, "certificates", told.event_id))
            return;
        for (const auto& each : live::presences_credited(in, told.event.channel_id))
            learning::add_live_hours(in, each.enrollment_id, day, each.present_ms, now);
    });
}

task<> after_lecture(module& m, const events::delivery<live::attended>& told)
{
    co_await count_live_hours(m, told);
    co_await issue_in(m, told.event.course_provide_id);
}

} // namespace

task<> issue_to_advanced(module& m)
{
    for (const auto& each : m.advances.take())
        co_await issue_in(m, each.offering, each.trainee);
}

task<> issue_to_everybody(module& m)
{
    const auto all = co_await m.database.read([](db::connection& in) { return running_offerings(in); });
    for (const auto each : all)
        co_await issue_in(m, each);
}

task<> keep_issuing(module& m)
{
    timestamp looked{};
    for (;;) {
        try {
            if (m.time.now() - looked > std::chrono::hours{1}) {
                co_await issue_to_everybody(m);
                looked = m.time.now();
            }
            co_await issue_to_advanced(m);
        } catch (const std::exception& failed) {
            looked = {}; // what was taken up is not lost: everybody is looked at again
            log::warning("certificates could not be issued; it is tried again", {{"reason", failed.what()}});
        }
        co_await sleep_for(std::chrono::seconds{2});
    }
}

void subscribe(events::bus& to, module& m)
{
    to.on<offerings::turned>("certificates", [&m](const events::delivery<offerings::turned>& told) {
        return issue_in(m, told.event.course_provide_id);
    });
    to.on<live::attended>("certificates", [&m](const events::delivery<live::attended>& told) {
        return after_lecture(m, told);
    });
    to.on<exams::scored>("certificates", [&m](const events::delivery<exams::scored>& told) {
        return issue_in(m, told.event.course_provide_id, told.event.user_id);
    });
    to.on<live::removed>("certificates", [&m](const events::delivery<live::removed>& told) {
        return issue_in(m, told.event.course_provide_id);
    });
    to.on<live::canceled>("certificates", [&m](const events::delivery<live::canceled>& told) {
        return issue_in(m, told.event.course_provide_id);
    });
}

} // namespace ahimmoyak::certificates
