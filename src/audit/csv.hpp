#pragma once

#include "audit/entry.hpp"

#include <string>
#include <vector>

namespace ahimmoyak::audit {

/// A table for spreadsheets: UTF-8 with its mark, lines ended by CRLF (RFC 4180), the latest first.
std::string to_csv(const std::vector<entry>& entries);

} // namespace ahimmoyak::audit
