#pragma once

#include "db/backend.hpp"

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

extern "C" {
typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
}

namespace ahimmoyak::db {

/// A connection to PostgreSQL and its prepared statements. Used by one thread at a time.
class postgres_connection final : public raw_connection {
public:
    /// What may be done after a transaction has failed.
    enum class state {
        sound, ///< nothing: its error is the caller's
        again, ///< it met another transaction (serialization failure, deadlock): run it once more
        lost   ///< the connection is gone: run it once more on another, unless committing()
    };

    /// Throws db::unavailable if the server cannot be reached.
    explicit postgres_connection(const std::string& url);
    ~postgres_connection() override;

    db::dialect dialect() const override { return db::dialect::postgres; }
    void script(const std::string& sql) override;

    /// Each statement for itself: under READ COMMITTED each would have a snapshot of its own anyway,
    /// so BEGIN and COMMIT would be two round trips for nothing.
    void read(job& work);
    /// One SERIALIZABLE transaction, so that a rule that is checked and then relied on holds on
    /// PostgreSQL as it does with SQLite's single writer. BEGIN travels with the first statement.
    void write(job& work);

    state after_failure() const { return state_; }
    /// Whether COMMIT was sent: then a lost connection leaves the outcome unknown.
    bool committing() const { return committing_; }

private:
    struct connection_closer {
        void operator()(PGconn* which) const noexcept;
    };
    struct result_closer {
        void operator()(PGresult* which) const noexcept;
    };
    using result = std::unique_ptr<PGresult, result_closer>;
    struct statement {
        std::string name;
        std::vector<unsigned> parameters; ///< type of each, as PostgreSQL's OIDs
        std::vector<unsigned> columns;
        std::vector<std::string> column_names;
        bool binary = false; ///< all its columns are of types that we read in binary
        bool reads_only = false;
        const void* compared = nullptr;
    };
    enum class stage { none, to_begin, open };

    std::int64_t execute(const query& q, std::span<const parameter> given, const sink* rows) override;
    std::int64_t send(statement& which, std::span<const parameter> given, const sink* rows);
    statement& prepare(std::string_view sql);
    void compare(statement& which, const sink& rows, std::string_view sql);
    void set_parameters(const statement& which, std::span<const parameter> given);
    result run_prepared(const statement& which);
    result begin_and_run_prepared(const statement& which);
    void roll_back() noexcept;
    /// Throws what the result says if it is a failure.
    void check(const result& outcome);

    std::unique_ptr<PGconn, connection_closer> server_;
    std::unordered_map<const char*, statement> statements_; ///< by the literal's address
    stage stage_ = stage::none;
    bool only_reads_ = false;
    bool committing_ = false;
    state state_ = state::sound;

    // The parameters of the statement being sent, kept to spare allocations.
    std::vector<std::array<char, 8>> numbers_;
    std::vector<std::string> texts_;
    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

} // namespace ahimmoyak::db
