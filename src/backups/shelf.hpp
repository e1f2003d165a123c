#pragma once

#include "backups/manifest.hpp"
#include "backups/place.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// The folder of backups. The files themselves are all that is known of them, so that what somebody puts there or
/// takes away is no mistake, and a restore forgets none.
namespace ahimmoyak::backups::shelf {

/// ahimmoyak-2026-11-25T10-33-40.123Z.tar, with -daily or -uploaded before the ending.
std::string name_of(timestamp made_at, backup_kind kind);

struct backup {
    backup_id id;
    backup_kind kind{};
    std::string name;
    std::int64_t size = 0;
    timestamp made_at{};
    std::optional<std::string> version;  ///< of the program; nothing when the file is no backup or none was made
    std::optional<std::string> database; ///< SQLite or PostgreSQL
    std::optional<std::string> failure;  ///< why there is none
};
BOOST_DESCRIBE_STRUCT(backup, (), (id, kind, name, size, made_at, version, database, failure))

/// The latest first, two hundred at most.
std::vector<backup> list(const place& of);

/// Where a backup lies. Throws the 404 when there is none (any more).
std::filesystem::path find(const place& of, backup_id which);
/// The same for what failed, too: its note is removed.
void remove(const place& of, backup_id which);

/// Notes that a backup failed; the last ten notes are kept.
void note_failure(const place& of, timestamp at, backup_kind kind, std::string_view why);

/// Keeps the newest scheduled backups. Others are removed by people only.
void keep_scheduled(const place& of, std::size_t most);

/// What an archive says of itself; damaged() when it is none.
about read_about(const std::filesystem::path& archive);

} // namespace ahimmoyak::backups::shelf
