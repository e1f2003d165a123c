#pragma once

#include "base/caller.hpp"

#include <cstdint>
#include <optional>

namespace ahimmoyak::http {

/// Whether the audit log takes note of an answered call.
enum class audited : std::uint8_t {
    changes, ///< when its method changes something: the rule
    always,  ///< reading too: it shows the personal data of others
    never,   ///< it is evidence that is kept elsewhere, or says nothing of anybody (presence, positions)
};

/// Who may call a route. Every route states it: a route without one does not compile.
struct access {
    std::uint8_t roles; ///< a bit for each role; 0: anyone, signed in or not
    audited note = audited::changes;

    constexpr access of_people() const { return {roles, audited::always}; }
    constexpr access kept_elsewhere() const { return {roles, audited::never}; }

    constexpr bool open() const { return roles == 0; }
    constexpr bool admits(role as) const { return open() || (roles & static_cast<std::uint8_t>(as)) != 0; }
};

namespace allow {

inline constexpr access anyone{0};
inline constexpr access signed_in{0x1F};
constexpr access only(auto... roles) { return {static_cast<std::uint8_t>((static_cast<unsigned>(roles) | ...))}; }

} // namespace allow

} // namespace ahimmoyak::http
