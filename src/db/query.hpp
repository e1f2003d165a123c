#pragma once

#include "db/dialect.hpp"

#include <cstddef>
#include <string_view>

namespace ahimmoyak::db {

/// A statement's text: a constant beside the code that runs it, or a literal in the call. It has only
/// consteval constructors from literals, so that no value can be pasted into SQL. A connection finds
/// the prepared statement by the literal's address.
///
/// The rules that keep one text true on both databases:
/// - parameters are `$1`, `$2`, … and first appear in this order (SQLite takes them for names);
///   checked when prepared. A parameter alone in a SELECT needs `CAST($1 AS BIGINT)` (or TEXT).
/// - columns are named as the members of the struct they are read into, in the same order; use AS.
/// - PostgreSQL's SUM of BIGINT and AVG are NUMERIC, its COUNT is BIGINT: write
///   `CAST(SUM(n) AS BIGINT)`, or `CAST(AVG(n) AS DOUBLE PRECISION)`.
/// - moments are BIGINT milliseconds, days TEXT 'YYYY-MM-DD', enums TEXT, truth BOOLEAN (`= TRUE`).
/// - LIKE is case-sensitive on both; write `lower(x) LIKE …` for the other (ASCII only on SQLite).
class query {
public:
    template <std::size_t N>
    consteval query(const char (&both)[N]) : sqlite_{both, N - 1}, postgres_{both, N - 1}
    {
    }
    /// For what cannot be said in one text.
    template <std::size_t N, std::size_t M>
    consteval query(const char (&sqlite)[N], const char (&postgres)[M])
        : sqlite_{sqlite, N - 1}, postgres_{postgres, M - 1}
    {
    }

    constexpr std::string_view text(dialect in) const { return in == dialect::sqlite ? sqlite_ : postgres_; }

private:
    std::string_view sqlite_;
    std::string_view postgres_;
};

} // namespace ahimmoyak::db
