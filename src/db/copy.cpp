#include "db/copy.hpp"

#include "db/sqlite_connection.hpp"

namespace ahimmoyak::db {

void copy_sqlite(const std::string& file, const std::filesystem::path& to)
{
    std::string quoted;
    for (const char c : to.string())
        quoted += c == '\'' ? std::string{"''"} : std::string{c};
    sqlite_connection own{file, sqlite_connection::use::write};
    own.script("VACUUM INTO '" + quoted + "'");
}

void run_sqlite(const std::string& file, const std::string& statements)
{
    sqlite_connection own{file, sqlite_connection::use::write};
    own.script(statements);
}

} // namespace ahimmoyak::db
