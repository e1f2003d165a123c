#pragma once

#include "health/api.hpp"

namespace ahimmoyak::health {

/// Looks at everything, in some tens of milliseconds.
task<system_facts> measure(module& m, timestamp now);

} // namespace ahimmoyak::health
