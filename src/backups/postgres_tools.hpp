#pragma once

#include "backups/progress.hpp"

#include <filesystem>
#include <string>

/// PostgreSQL's own client programs (Debian: postgresql-client). The address goes to them in their
/// environment, where other users of the machine do not see its password. Each blocks; what they
/// complain of is thrown as a std::runtime_error.
namespace ahimmoyak::backups::postgres_tools {

/// All of the database, as one moment of it, in the format that only pg_restore reads.
void dump(const std::string& url, const std::filesystem::path& to, const progress& on);

/// The dump as a script for psql; throws damaged() when it cannot be read.
void unpack(const std::filesystem::path& dump, const std::filesystem::path& to, const progress& on);

/// In one transaction: removes all tables, runs the script, then `afterwards`.
void replace_by(const std::string& url, const std::filesystem::path& script, const std::string& afterwards);

} // namespace ahimmoyak::backups::postgres_tools
