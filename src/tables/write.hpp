#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::tables {

/// A sheet to be written: headings that stay in sight, then rows of cells.
struct sheet {
    struct column {
        std::string heading;
        double width = 20;       ///< in characters
        bool of_numbers = false; ///< its cells are numbers that can be summed; else they are text
    };
    std::string name;
    std::vector<column> columns;
    std::vector<std::vector<std::string>> rows;
    bool with_filter = true; ///< lets its reader narrow by the headings
};

/// An XLSX workbook. Blocks: it writes to memory and to unnamed temporary files. Nothing when those
/// cannot be made.
std::optional<std::string> write_xlsx(const std::vector<sheet>& sheets);

} // namespace ahimmoyak::tables
