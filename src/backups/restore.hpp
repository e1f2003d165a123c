#pragma once

#include "backups/manifest.hpp"
#include "backups/place.hpp"
#include "backups/progress.hpp"
#include "db/migration.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>

/// A restore in two steps. stage() reads the whole archive, checks every byte of it and lays what it holds beside the
/// installation; the last thing it does is to write the file restore/ready. complete() then puts it into place. Killed
/// before `ready`, everything is as it was; killed afterwards, the next start of anything completes it. Either way
/// nobody ever meets half of it.
namespace ahimmoyak::backups {

/// Throws damaged(), and the 422 of an archive for another database or of a newer version. `known` are the migrations
/// of this program. Blocks; the installation may be running.
manifest stage(const place& of, const std::filesystem::path& archive, std::span<const db::migration> known,
               timestamp now, progress& on);

/// Whether a restore waits to be completed.
bool is_staged(const place& of);

struct restored {
    timestamp at{};
    timestamp made_at{};        ///< of the backup
    std::string replaced_folder; ///< in the data folder, with what was there before
};
BOOST_DESCRIBE_STRUCT(restored, (), (at, made_at, replaced_folder))

/// Completes what was staged, or removes what was only half staged; nothing when there is neither. Nothing may use
/// the installation: call it with the data folder locked, before the database is opened. `step` is called between
/// any two changes, for tests.
std::optional<restored> complete(const place& of, const std::function<void()>& step = [] {});

/// The last restore of this installation, if there was one.
std::optional<restored> last_restored(const place& of);

/// Whether there is nothing that a restore would replace.
bool is_empty(const place& of);

} // namespace ahimmoyak::backups
