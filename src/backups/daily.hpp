#pragma once

#include "backups/api.hpp"

namespace ahimmoyak::backups {

/// Makes the daily backups, for ever. Spawn it once.
task<> keep_daily(module& m);

/// One look: makes a backup when one is due and no other process makes it.
task<> look_for_daily(module& m);

} // namespace ahimmoyak::backups
