#pragma once

#include "backups/manifest.hpp"
#include "backups/place.hpp"
#include "backups/progress.hpp"

#include <filesystem>

namespace ahimmoyak::backups {

/// Makes a backup while the installation runs, or when it does not: the database as one moment of it, the files
/// of the object store, the keys and settings of the data folder. `to` is there only when it is whole. Blocks, for
/// long; writers are not kept waiting. Throws problem (409 while another one is being made, 507 without room).
manifest make(const place& of, const std::filesystem::path& to, timestamp now, progress& on);

} // namespace ahimmoyak::backups
