#pragma once

#include "base/problem.hpp"
#include "base/values.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace ahimmoyak::backups {

struct backup_tag;
/// The moment a backup was made, in milliseconds since 1970; it is part of the file's name.
using backup_id = id<backup_tag>;

/// What a backup was made for. UPLOADED: brought by the administrator.
enum class backup_kind : std::uint8_t { MANUAL, SCHEDULED, UPLOADED };
BOOST_DESCRIBE_ENUM(backup_kind, MANUAL, SCHEDULED, UPLOADED)

/// The first entry of an archive.
struct about {
    std::int64_t format = 1; ///< of the archive; another one is refused
    std::string version;     ///< of the program that made it
    timestamp made_at{};
    std::string database; ///< SQLite or PostgreSQL
    std::int64_t bytes = 0; ///< of all that follows
};
BOOST_DESCRIBE_STRUCT(about, (), (format, version, made_at, database, bytes))

struct packed_file {
    std::string name; ///< in the archive
    std::int64_t size = 0;
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(packed_file, (), (name, size, sha256))

struct applied_migration {
    std::string name;
    std::string checksum;
};
BOOST_DESCRIBE_STRUCT(applied_migration, (), (name, checksum))

/// The last entry of an archive: without it nothing of the rest is believed.
struct manifest {
    backups::about about;
    std::vector<applied_migration> migrations;
    std::vector<packed_file> files;
};
BOOST_DESCRIBE_STRUCT(manifest, (), (about, migrations, files))

inline constexpr std::int64_t archive_format = 1;
inline constexpr std::string_view about_name = "about.json";
inline constexpr std::string_view manifest_name = "manifest.json";

/// The 422 of an archive that is not whole, or is none.
problem damaged(std::string_view because);

} // namespace ahimmoyak::backups
