#pragma once

#include "base/problem.hpp"
#include "offerings/offering.hpp"

namespace ahimmoyak::offerings {

/// What can happen to an offering.
enum class step : std::uint8_t { ACCEPT, DECLINE, CANCEL, SUBMIT, REGISTER, BEGIN, FINISH };

/// The state after the step; a 409 problem with the current state when it is not possible now.
course_provide_state after(course_provide_state from, step what);

} // namespace ahimmoyak::offerings
