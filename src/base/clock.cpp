#include "base/clock.hpp"

#include <fmt/format.h>

#include <ctime>
#include <mutex>

namespace ahimmoyak {

timestamp system_clock::now() const
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

namespace {

// libstdc++ 12 has no time zone database; the C library has one behind the process-wide TZ, which
// the program sets once at start to the installation's zone. Other zones are switched to under a lock.
std::tm parts_of(timestamp at, const std::string& zone)
{
    static std::mutex one_at_a_time;
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    std::tm parts{};
    const std::lock_guard lock{one_at_a_time};
    static std::string current;
    if (current != zone) {
        ::setenv("TZ", zone.c_str(), 1);
        ::tzset();
        current = zone;
    }
    ::localtime_r(&seconds, &parts);
    return parts;
}

date day_in(const std::tm& parts)
{
    const std::chrono::year_month_day ymd{std::chrono::year{parts.tm_year + 1900},
                                          std::chrono::month(static_cast<unsigned>(parts.tm_mon + 1)),
                                          std::chrono::day(static_cast<unsigned>(parts.tm_mday))};
    return date{std::chrono::sys_days{ymd}};
}

} // namespace

date clock::day_of(timestamp at, const std::string& zone) { return day_in(parts_of(at, zone)); }

std::string clock::minute_of(timestamp at, const std::string& zone)
{
    const auto parts = parts_of(at, zone);
    return fmt::format("{} {:02}:{:02}", to_text(day_in(parts)), parts.tm_hour, parts.tm_min);
}

} // namespace ahimmoyak
