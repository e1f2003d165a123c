#pragma once

#include <filesystem>
#include <string>

namespace ahimmoyak::db {

/// A copy of a SQLite file as it is at one moment, while others read and write it: they are not kept
/// waiting. Blocks. Throws db::error, also when `to` is there already.
void copy_sqlite(const std::string& file, const std::filesystem::path& to);

/// Statements on a SQLite file that nobody else has open. Blocks. Throws db::error.
void run_sqlite(const std::string& file, const std::string& statements);

} // namespace ahimmoyak::db
