#include "db/postgres_row.hpp"

#include <libpq-fe.h>

#include <bit>
#include <charconv>

namespace ahimmoyak::db {

namespace {

std::uint64_t big_endian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char c : bytes)
        value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

template <class T>
T parsed(int column, std::string_view from)
{
    T value{};
    const auto [end, code] = std::from_chars(from.data(), from.data() + from.size(), value);
    if (code != std::errc{} || end != from.data() + from.size())
        refuse_value(column, "is not of the type it is read into (a SUM needs CAST(… AS BIGINT))");
    return value;
}

} // namespace

bool postgres_row::is_null(int column) const { return PQgetisnull(of_, number_, column) == 1; }

std::string_view postgres_row::raw(int column) const
{
    if (is_null(column))
        refuse_value(column, "is NULL, which needs a std::optional");
    return {PQgetvalue(of_, number_, column), static_cast<std::size_t>(PQgetlength(of_, number_, column))};
}

std::int64_t postgres_row::integer(int column) const
{
    const auto value = raw(column);
    if (!binary_)
        return parsed<std::int64_t>(column, value);
    switch (type(column)) {
    case postgres_type::int8:
        return static_cast<std::int64_t>(big_endian(value));
    case postgres_type::int4:
        return static_cast<std::int32_t>(big_endian(value));
    case postgres_type::int2:
        return static_cast<std::int16_t>(big_endian(value));
    default:
        refuse_value(column, "is not a whole number");
    }
}

bool postgres_row::boolean(int column) const
{
    const auto value = raw(column);
    if (type(column) != postgres_type::boolean)
        refuse_value(column, "is not BOOLEAN");
    return binary_ ? value[0] != 0 : value == "t";
}

double postgres_row::real(int column) const
{
    const auto value = raw(column);
    if (!binary_)
        return parsed<double>(column, value);
    if (type(column) == postgres_type::float8)
        return std::bit_cast<double>(big_endian(value));
    return static_cast<double>(integer(column));
}

std::string_view postgres_row::text(int column) const
{
    const auto value = raw(column);
    if (binary_ && !postgres_type::is_text(type(column)))
        refuse_value(column, "is not text");
    return value;
}

std::string_view postgres_row::bytes(int column) const
{
    const auto value = raw(column);
    if (type(column) != postgres_type::bytea)
        refuse_value(column, "is not BYTEA");
    if (binary_)
        return value;
    std::size_t length = 0;
    const std::string escaped{value};
    auto* made = PQunescapeBytea(reinterpret_cast<const unsigned char*>(escaped.c_str()), &length);
    unescaped_.assign(reinterpret_cast<const char*>(made), length);
    PQfreemem(made);
    return unescaped_;
}

} // namespace ahimmoyak::db
