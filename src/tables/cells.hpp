#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What stands in the cells of a spreadsheet (ECMA-376 part 1, 18.3.1.4 and 18.8.30).
namespace ahimmoyak::tables {

inline constexpr std::int64_t last_row = 1'048'576;
inline constexpr std::size_t last_column = 16'383; ///< XFD, counted from 0

struct place {
    std::int64_t row = 0;   ///< from 1
    std::size_t column = 0; ///< from 0
};

/// "C7"; nothing for what is no cell of a sheet.
std::optional<place> place_from(std::string_view reference);
std::string to_text(place where);

/// A whole number without a decimal point, anything else with at most 15 digits, as a sheet shows it.
std::string number_text(double number);

/// What a number means whose cell is shown as a date: a day, a time of the day or both. Nothing when it
/// is out of the calendar.
std::optional<std::string> date_text(double number, bool since_1904);

/// Whether a cell with this format shows a date or a time.
bool is_date_format(std::int64_t builtin);
bool is_date_format(std::string_view code);

} // namespace ahimmoyak::tables
