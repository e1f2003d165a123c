#include "evidence/key.hpp"

#include "base/random.hpp"

#include <sodium.h>

#include <array>

namespace ahimmoyak::evidence {

namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

template <std::size_t Size>
std::optional<std::array<unsigned char, Size>> decoded(std::string_view text)
{
    std::array<unsigned char, Size> bytes{};
    std::size_t size = 0;
    if (sodium_base642bin(bytes.data(), Size, text.data(), text.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        size != Size)
        return std::nullopt;
    return bytes;
}

} // namespace

signing_key::signing_key(std::string_view secret)
{
    const auto seed = sha256("evidence: signing " + std::string{secret});
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> closed{};
    crypto_sign_seed_keypair(open.data(), closed.data(), bytes_of(seed));
    secret_.assign(reinterpret_cast<const char*>(closed.data()), closed.size());
    public_ = base64url({reinterpret_cast<const char*>(open.data()), open.size()});
}

std::string signing_key::sign(std::string_view text) const
{
    std::array<unsigned char, crypto_sign_BYTES> made{};
    crypto_sign_detached(made.data(), nullptr, bytes_of(text), text.size(), bytes_of(secret_));
    return base64url({reinterpret_cast<const char*>(made.data()), made.size()});
}

bool is_signed_by(std::string_view public_key, std::string_view text, std::string_view signature)
{
    const auto key = decoded<crypto_sign_PUBLICKEYBYTES>(public_key);
    const auto sum = decoded<crypto_sign_BYTES>(signature);
    return key && sum && crypto_sign_verify_detached(sum->data(), bytes_of(text), text.size(), key->data()) == 0;
}

} // namespace ahimmoyak::evidence
