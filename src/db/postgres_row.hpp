#pragma once

#include "db/value.hpp"

#include <string>
#include <vector>

extern "C" {
typedef struct pg_result PGresult;
}

namespace ahimmoyak::db {

/// OIDs of built-in types, fixed for ever by src/include/catalog/pg_type.dat of PostgreSQL.
namespace postgres_type {

inline constexpr unsigned boolean = 16, bytea = 17, int8 = 20, int2 = 21, int4 = 23, text = 25, float8 = 701,
                          bpchar = 1042, varchar = 1043;

constexpr bool is_text(unsigned type) { return type == text || type == varchar || type == bpchar; }
/// Whether we read its binary form.
constexpr bool known(unsigned type)
{
    return type == boolean || type == bytea || type == int8 || type == int2 || type == int4 || type == float8 ||
           is_text(type);
}

} // namespace postgres_type

/// A row of a result, whose values are all in binary or all in text.
class postgres_row final : public row {
public:
    postgres_row(const PGresult* of, const std::vector<unsigned>& types, bool binary)
        : of_{of}, types_{types}, binary_{binary}
    {
    }
    ~postgres_row() = default;

    void stand_on(int number) { number_ = number; }

    bool is_null(int column) const override;
    std::int64_t integer(int column) const override;
    bool boolean(int column) const override;
    double real(int column) const override;
    std::string_view text(int column) const override;
    std::string_view bytes(int column) const override;

private:
    std::string_view raw(int column) const;
    unsigned type(int column) const { return types_[static_cast<std::size_t>(column)]; }

    const PGresult* of_;
    const std::vector<unsigned>& types_;
    bool binary_;
    int number_ = 0;
    mutable std::string unescaped_;
};

} // namespace ahimmoyak::db
