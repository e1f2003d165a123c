#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <string>

namespace ahimmoyak::backups {

/// When backups are made by themselves.
struct schedule {
    std::int64_t minute = 0; ///< of the day, in the installation's zone
    std::size_t keep = 7;    ///< the newest ones
    timestamp since{};       ///< when this was decided: nothing is owed from before
};

/// The minute of that day in the zone: on a day whose clocks change it may be an hour off.
timestamp moment_of(date day, std::int64_t minute, const std::string& zone);

/// The last moment of the schedule that is not after `now`, and the first one after it.
timestamp last_due(const schedule& by, timestamp now, const std::string& zone);
timestamp next_due(const schedule& by, timestamp now, const std::string& zone);

} // namespace ahimmoyak::backups
