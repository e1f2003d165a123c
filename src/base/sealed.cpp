#include "base/sealed.hpp"

#include "base/random.hpp"

#include <sodium.h>

#include <stdexcept>

namespace ahimmoyak {

namespace {

constexpr std::size_t seal_nonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t seal_tag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

unsigned char* octets(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

const unsigned char* sealing_key(std::string_view key)
{
    if (sodium_init() < 0 || key.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
        throw std::logic_error{"a sealing key has 32 bytes"};
    return octets(key);
}

} // namespace

std::string seal(std::string_view key, std::string_view place, std::string_view plain)
{
    const auto* const by = sealing_key(key);
    std::string bytes(seal_nonce + plain.size() + seal_tag, '\0');
    randombytes_buf(bytes.data(), seal_nonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(octets(bytes) + seal_nonce, nullptr, octets(plain), plain.size(),
                                               octets(place), place.size(), nullptr, octets(bytes), by);
    return base64url(bytes);
}

std::optional<std::string> unseal(std::string_view key, std::string_view place, std::string_view sealed)
{
    const auto* const by = sealing_key(key);
    std::string bytes(sealed.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(octets(bytes), bytes.size(), sealed.data(), sealed.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        size < seal_nonce + seal_tag)
        return std::nullopt;
    std::string plain(size - seal_nonce - seal_tag, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(octets(plain), nullptr, nullptr, octets(bytes) + seal_nonce,
                                                   size - seal_nonce, octets(place), place.size(), octets(bytes),
                                                   by) != 0)
        return std::nullopt;
    return plain;
}

} // namespace ahimmoyak
