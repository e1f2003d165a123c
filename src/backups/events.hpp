#pragma once

#include "base/values.hpp"

#include <boost/describe.hpp>

#include <string>
#include <string_view>

namespace ahimmoyak::backups {

/// A daily backup could not be made, for the first time of its day.
struct daily_failed {
    static constexpr std::string_view event_name = "backups.daily_failed";
    timestamp at{};
    std::string why; ///< in both languages, or as the system says it
};
BOOST_DESCRIBE_STRUCT(daily_failed, (), (at, why))

} // namespace ahimmoyak::backups
