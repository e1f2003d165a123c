#pragma once

#include "backups/api.hpp"

// What the routes set going; inside of this folder only.
namespace ahimmoyak::backups {

/// Takes the one place there is; throws the 409 while something else is being done.
running begin(module& m, bool restores, backup_kind kind);

/// Makes the backup that was begun; why it failed, which is noted on the shelf and logged.
task<std::optional<std::string>> make_and_end(module& m, running what);
/// The same, for nobody who waits.
task<> make_begun(module& m, running what);

/// Checks and stages the backup that was begun, then has the program start anew.
task<> restore_begun(module& m, running what, std::filesystem::path archive);

} // namespace ahimmoyak::backups
