#pragma once

#include "base/values.hpp"

#include <optional>
#include <string>

/// When an attempt ends: pure.
namespace ahimmoyak::exams {

/// The first moment after the day in the zone.
timestamp end_of_day(date day, const std::string& zone);

struct limits {
    std::optional<std::int64_t> minutes;
    std::optional<timestamp> closes_at;
    timestamp offering_ends{};
};

/// Started and the time limit, but never past the end of the exam or of the offering.
timestamp deadline_of(timestamp started, const limits& by);

} // namespace ahimmoyak::exams
