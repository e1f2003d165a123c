#pragma once

#include "db/pool.hpp"

#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace ahimmoyak::db {

/// A fresh, migrated database for one test, gone with the object. SQLite: a file in a directory of
/// its own under $TMPDIR. PostgreSQL: a new database on the server that the environment variable
/// AHIMMOYAK_TEST_POSTGRES names (a postgresql:// URL whose user may create databases).
class test_database {
public:
    explicit test_database(std::span<const migration> all, dialect which = dialect::sqlite, const options& with = {});
    ~test_database();
    test_database(test_database&&) = delete;

    db::pool& pool() { return *pool_; }
    /// What a pool is opened with to reach the same database.
    const std::string& where() const { return where_; }
    /// Closes the pool and opens a new one, as a restart of the program would.
    void reopen();

private:
    options with_;
    std::string where_;
    std::string directory_; ///< SQLite
    std::string name_;      ///< PostgreSQL
    std::unique_ptr<db::pool> pool_;
};

/// SQLite always; PostgreSQL when AHIMMOYAK_TEST_POSTGRES is set.
std::vector<dialect> test_dialects();

/// Calls f(db::pool&) or f(db::test_database&) once for each configured database, on a fresh one.
template <class F>
void for_each_database(std::span<const migration> all, F f)
{
    for (const auto which : test_dialects()) {
        test_database fresh{all, which};
        if constexpr (std::is_invocable_v<F&, db::pool&>)
            f(fresh.pool());
        else
            f(fresh);
    }
}

} // namespace ahimmoyak::db
