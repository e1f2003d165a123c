#pragma once

#include "base/caller.hpp"

#include <cstdint>
#include <optional>

namespace ahimmoyak::http {

/// Who may call a route. Every route states it: a route without one does not compile.
struct access {
    std::uint8_t roles; ///< a bit for each role; 0: anyone, signed in or not

    constexpr bool open() const { return roles == 0; }
    constexpr bool admits(role as) const { return open() || (roles & static_cast<std::uint8_t>(as)) != 0; }
};

namespace allow {

inline constexpr access anyone{0};
inline constexpr access signed_in{0x1F};
constexpr access only(auto... roles) { return {static_cast<std::uint8_t>((static_cast<unsigned>(roles) | ...))}; }

} // namespace allow

} // namespace ahimmoyak::http
