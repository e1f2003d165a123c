#pragma once

#include "db/backend.hpp"

#include <memory>
#include <string>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace ahimmoyak::db {

/// A connection to a SQLite file and its prepared statements. Used by one thread at a time.
class sqlite_connection final : public raw_connection {
public:
    enum class use { read, write };

    sqlite_connection(const std::string& file, use as);
    ~sqlite_connection() override;

    db::dialect dialect() const override { return db::dialect::sqlite; }
    void script(const std::string& sql) override;

    /// Runs f between `begin` and `end`; when it throws, or a statement failed in it, `undo`.
    void begin(access how);
    void commit();
    /// Never throws: when there is nothing to roll back, SQLite has done so itself.
    void rollback() noexcept;
    /// One of the transactions of a group. Throws what the job throws, its changes undone.
    void run_in_savepoint(job& work);
    /// One transaction's work; throws as well if it hid the failure of a statement.
    void run_alone(job& work);
    /// Why SQLite itself has rolled the whole transaction back (a full disk, an I/O error), if it has.
    std::exception_ptr gave_up() const { return gave_up_; }

private:
    struct database_closer {
        void operator()(sqlite3* which) const noexcept;
    };
    struct statement_closer {
        void operator()(sqlite3_stmt* which) const noexcept;
    };
    struct statement {
        std::unique_ptr<sqlite3_stmt, statement_closer> prepared;
        const void* compared = nullptr; ///< the sink whose names were compared with the columns
        std::size_t parameters = 0;
        bool reads_only = false;
    };
    class row_here;

    std::int64_t execute(const query& q, std::span<const parameter> given, const sink* rows) override;
    std::int64_t step_through(statement& which, const sink* rows);
    statement& prepare(std::string_view sql);
    void compare(statement& which, const sink& rows);
    void bind(sqlite3_stmt* to, std::span<const parameter> given);
    void plain(const query& q);
    bool in_transaction() const;
    [[noreturn]] void fail() const;

    std::exception_ptr gave_up_;
    std::unique_ptr<sqlite3, database_closer> db_;
    std::unordered_map<const char*, statement> statements_; ///< by the literal's address
};

} // namespace ahimmoyak::db
