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

/// A literal as an argument of the templates below.
template <std::size_t N>
struct sql_part {
    consteval sql_part(const char (&from)[N])
    {
        for (std::size_t i = 0; i < N; ++i)
            text[i] = from[i];
    }
    char text[N]{};
};

namespace detail {

template <std::size_t N>
struct sql_text {
    char text[N]{};
};

template <sql_part... Parts>
inline constexpr auto joined_text = [] {
    sql_text<(sizeof Parts.text + ... + 1) - sizeof...(Parts)> all;
    std::size_t at = 0;
    const auto add = [&](const auto& part) {
        for (std::size_t i = 0; i + 1 < sizeof part.text; ++i)
            all.text[at++] = part.text[i];
    };
    (add(Parts), ...);
    return all;
}();

} // namespace detail

/// One statement of several parts, for those that share some: `joined<columns, " WHERE id = $1">()`.
template <sql_part... Parts>
consteval query joined()
{
    return query{detail::joined_text<Parts...>.text};
}

/// `<Before> is one of those of the first argument <After>`: which is an id_list (db/lists.hpp).
template <sql_part Before, sql_part After = "">
consteval query one_of_listed()
{
    return query{
        detail::joined_text<Before, " IN (SELECT value FROM json_each('[' || $1 || ']'))", After>.text,
        detail::joined_text<Before, " = ANY (CAST(string_to_array(CAST($1 AS TEXT), ',') AS BIGINT[]))", After>.text};
}

/// `<Before> from the rows of the first argument <After>`: which is a row_list (db/lists.hpp). The cells of a row are
/// `CAST(value ->> 0 AS BIGINT)` and so on. An upsert's `After` begins with `WHERE TRUE`, for SQLite's parser.
template <sql_part Before, sql_part After = "">
consteval query from_rows()
{
    return query{
        detail::joined_text<Before, " FROM json_each($1) ", After>.text,
        detail::joined_text<Before, " FROM jsonb_array_elements(CAST($1 AS JSONB)) AS given (value) ", After>.text};
}

} // namespace ahimmoyak::db
