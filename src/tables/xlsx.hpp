#pragma once

#include "tables/table.hpp"

#include <string_view>

namespace ahimmoyak::tables {

/// The first visible sheet of an Excel workbook (ECMA-376). Numbers and days come as a sheet shows them;
/// a cell with a formula or an error is refused by its name, as what it shows may not be what is meant.
result<table> read_xlsx(std::string_view bytes, const limits& by = {});

} // namespace ahimmoyak::tables
