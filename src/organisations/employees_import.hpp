#pragma once

#include "db/connection.hpp"
#include "organisations/invitation.hpp"
#include "tables/table.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// People out of a file that a company keeps them in.
namespace ahimmoyak::organisations {

inline constexpr std::size_t most_imported = 2'000;
/// What is read of a file: the headings and so many rows.
inline constexpr tables::limits import_limits{.rows = most_imported + 1, .columns = 50, .cell_bytes = 1'000};

enum class import_outcome : std::uint8_t { ADD, UNCHANGED, ERROR };
BOOST_DESCRIBE_ENUM(import_outcome, ADD, UNCHANGED, ERROR)

/// A row of the file and what would become of it.
struct import_line {
    std::int64_t row = 0; ///< as the spreadsheet shows it
    std::string name;
    std::string email;
    std::string phone;
    std::string department;
    new_employee person; ///< when nothing is wrong
    import_outcome outcome = import_outcome::ADD;
    std::vector<issue> issues; ///< pointers are /name, /email, /phone, /department
};

struct import_sheet {
    std::vector<import_line> lines;
    std::vector<std::string> ignored_columns; ///< headings that mean nothing here
};

/// Reads the rows by their headings, Korean or English, and checks each as the form of one employee is
/// checked; an address that stands in an earlier row is wrong too. Throws the 422 that says which
/// heading is missing, or that there are no people.
import_sheet import_sheet_of(const tables::table& from);

/// Judges the rows of a sheet that was just read by who is known already.
void judge(db::connection& in, company_id by, import_sheet& sheet);

std::int64_t count_of(const import_sheet& sheet, import_outcome what);

} // namespace ahimmoyak::organisations
