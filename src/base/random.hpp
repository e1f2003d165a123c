#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Randomness and text forms of bytes, through libsodium. Thread-safe.
namespace ahimmoyak {

/// `bytes` random bytes as base64url without padding: usable in addresses, cookies and as a
/// WebSocket subprotocol (an RFC 7230 token).
std::string random_token(std::size_t bytes);

/// `length` random characters of A-Z a-z 0-9.
std::string random_alphanumeric(std::size_t length);

/// `digits` random decimal digits, such as an e-mail code.
std::string random_digits(std::size_t digits);

std::string base64url(std::string_view bytes);
std::string hex(std::string_view bytes);

/// SHA-256 and HMAC-SHA-256, 32 bytes each.
std::string sha256(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view bytes);
/// 20 bytes; only for what a standard builds on it (RFC 4226), where SHA-1 is still sound.
std::string hmac_sha1(std::string_view key, std::string_view bytes);

/// Compares without revealing by its time where the texts differ.
bool same_secret(std::string_view a, std::string_view b);

} // namespace ahimmoyak
