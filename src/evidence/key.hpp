#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::evidence {

/// What evidence is signed with: Ed25519, made of a secret in the data folder, the same for ever.
class signing_key {
public:
    explicit signing_key(std::string_view secret);

    /// base64url of the 64 bytes.
    std::string sign(std::string_view text) const;
    /// base64url of the 32 bytes: how others know it.
    const std::string& published() const { return public_; }

private:
    std::string secret_;
    std::string public_;
};

/// Whether the signature of the text is by the owner of the public key; both as base64url.
bool is_signed_by(std::string_view public_key, std::string_view text, std::string_view signature);

} // namespace ahimmoyak::evidence
