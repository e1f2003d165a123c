#pragma once

#include "db/connection.hpp"
#include "offerings/offering.hpp"

namespace ahimmoyak::learning {

/// A trainee was in a live lecture of the course that day: so much less of the day's limit is left for lessons. What was
/// credited before stays. Once for each lecture: who hears of it twice asks events::first_time.
void add_live_hours(db::connection& in, offerings::enrollment_id whose, date day, std::int64_t present_ms,
                    timestamp now);

} // namespace ahimmoyak::learning
