#pragma once

#include <filesystem>
#include <string>

namespace ahimmoyak::backups {

/// What a backup is made of and restored to.
struct place {
    std::filesystem::path data; ///< the data folder
    std::string database;       ///< sqlite:FILE or postgresql://…
    std::string version;        ///< of this program

    bool is_sqlite() const { return database.starts_with("sqlite:"); }
    std::string kind() const { return is_sqlite() ? "SQLite" : "PostgreSQL"; }
    /// Of SQLite.
    std::filesystem::path file() const { return database.substr(7); }
    std::filesystem::path shelf() const { return data / "backups"; }
};

} // namespace ahimmoyak::backups
