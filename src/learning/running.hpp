#pragma once

#include "offerings/offering.hpp"

namespace ahimmoyak::learning {

/// A course is studied in its period, neither before nor after: else the 409 that says when.
void check_running(offerings::course_provide_state state, date begin, date end);

} // namespace ahimmoyak::learning
