#pragma once

#include "tables/table.hpp"

#include <string_view>

namespace ahimmoyak::tables {

/// A file that a person chose: an Excel workbook or CSV, whatever its name says.
result<table> read_table(std::string_view bytes, const limits& by = {});

} // namespace ahimmoyak::tables
