#include "backups/schedule.hpp"

namespace ahimmoyak::backups {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

timestamp moment_of(date day, std::int64_t minute, const std::string& zone)
{
    // The first millisecond that the zone counts to that day, between those of the easternmost and westernmost zones.
    timestamp before = day.value - hours{15};
    timestamp within = day.value + hours{15};
    while (within - before > milliseconds{1}) {
        const auto middle = before + (within - before) / 2;
        (clock::day_of(middle, zone) < day ? before : within) = middle;
    }
    return within + minutes{minute};
}

timestamp last_due(const schedule& by, timestamp now, const std::string& zone)
{
    const auto today = clock::day_of(now, zone);
    const auto at = moment_of(today, by.minute, zone);
    return at <= now ? at : moment_of({today.value - days{1}}, by.minute, zone);
}

timestamp next_due(const schedule& by, timestamp now, const std::string& zone)
{
    const auto today = clock::day_of(now, zone);
    const auto at = moment_of(today, by.minute, zone);
    return at > now ? at : moment_of({today.value + days{1}}, by.minute, zone);
}

} // namespace ahimmoyak::backups
