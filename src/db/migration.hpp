#pragma once

#include <string>

namespace ahimmoyak::db {

/// One NNNN_name.sql file of a module's migrations/ folder, embedded in the binary.
struct migration {
    std::string name; ///< "boards/0001_posts": unique and never renamed once released
    std::string sql;  ///< in PostgreSQL's words; see dialect.hpp for what becomes of it in SQLite
};

} // namespace ahimmoyak::db
