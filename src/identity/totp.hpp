#pragma once

#include "base/values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Time-based one-time passwords as every authenticator makes them (RFC 6238): SHA-1, 6 digits, 30 seconds.
namespace ahimmoyak::identity::totp {

/// 20 random bytes, as long as the digest (RFC 4226 §4, R6).
std::string make_secret();

/// RFC 4648 §6 without padding: how a secret is typed in.
std::string base32(std::string_view bytes);

/// What an authenticator reads from a QR code.
std::string address(std::string_view secret, std::string_view account);

std::int64_t step_at(timestamp now);
std::string code_of(std::string_view secret, std::int64_t step);

/// The step whose code it is, of the present one and its neighbours (RFC 6238 §5.2), if it is later than
/// the last that was taken: no code is taken twice, nor an older one after it.
std::optional<std::int64_t> step_of(std::string_view secret, std::string_view code, std::int64_t taken, timestamp now);

} // namespace ahimmoyak::identity::totp
