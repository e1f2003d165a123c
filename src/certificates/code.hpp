#pragma once

#include <optional>
#include <string>
#include <string_view>

/// The codes that certificates are confirmed by: 20 of 31 characters that nobody confuses, 99 bits.
namespace ahimmoyak::certificates::code {

/// Such as "7K3QF-8M2WX-PZ4RT-C9HJN".
std::string make();

/// As it is kept, of what somebody typed: small letters, with or without hyphens and blanks. Nothing when it can be none.
std::optional<std::string> from_typed(std::string_view typed);

} // namespace ahimmoyak::certificates::code
