#pragma once

#include "base/problem.hpp"
#include "http/message.hpp"

#include <optional>

// Inside of http only: what the parser lets pass and two readers could understand differently.
namespace ahimmoyak::http {

/// The target without the scheme and host of its absolute form (RFC 9112, 3.2.2), when they are those of the
/// Host field; else as it is.
std::string_view without_host(std::string_view target, std::string_view host);

/// Why a request whose header is read must not be read further: its length or its host can be understood in two
/// ways, or somebody added a field that counts once. The connection cannot carry another request then.
std::optional<problem> unfit(const request& in, bool knows_host);

/// Whether it is an IPv4 or IPv6 address.
bool is_address(std::string_view text);

} // namespace ahimmoyak::http
