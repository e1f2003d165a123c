#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ahimmoyak::live {

/// A row of minutes in which something was, as hexadecimal digits: the highest bit of the first digit is minute 0.
inline constexpr std::int64_t most_minutes = 48 * 60;

/// Marks the minutes from `first` to `last`; those outside of the row are left out.
void mark_minutes(std::string& row, std::int64_t first, std::int64_t last);
bool has_minute(std::string_view row, std::int64_t minute);

} // namespace ahimmoyak::live
