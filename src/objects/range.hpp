#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ahimmoyak::objects {

struct byte_range {
    std::uint64_t first = 0;
    std::uint64_t length = 0;
};

/// What a Range field (RFC 9110, 14.1.2) asks of `size` bytes.
struct asked_range {
    enum class kind { whole, part, unsatisfiable };
    kind is = kind::whole;
    byte_range part{};
};

/// Several ranges, other units and malformed fields are answered with the whole, as the RFC allows.
asked_range range_of(std::string_view field, std::uint64_t size);

} // namespace ahimmoyak::objects
