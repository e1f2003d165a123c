#pragma once

#include "tables/table.hpp"

#include <string_view>

namespace ahimmoyak::tables {

/// A CSV file (RFC 4180) with commas, semicolons or tabs, whichever its first row has most of. In UTF-8,
/// in UTF-16 with a byte order mark ("Unicode text" of Excel), or in CP949, as Korean Excel saves it.
result<table> read_csv(std::string_view bytes, const limits& by = {});

} // namespace ahimmoyak::tables
