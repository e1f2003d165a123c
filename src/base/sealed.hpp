#pragma once

#include <optional>
#include <string>
#include <string_view>

/// What a database keeps and may not tell to who reads it: encrypted under a key that is kept elsewhere.
namespace ahimmoyak {

/// XChaCha20-Poly1305 with a random nonce, as base64url. The key is 32 bytes. `place` says what it is and
/// whose: a sealed text that was moved to another place does not open.
std::string seal(std::string_view key, std::string_view place, std::string_view plain);

/// Nothing when the key or the place is another one, or when it was changed.
std::optional<std::string> unseal(std::string_view key, std::string_view place, std::string_view sealed);

} // namespace ahimmoyak
