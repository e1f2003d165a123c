#pragma once

#include "tables/table.hpp"

#include <string>
#include <string_view>

namespace ahimmoyak::tables {

/// The text of a file in UTF-8 without its byte order mark.
result<std::string> to_utf8(std::string_view bytes);

} // namespace ahimmoyak::tables
