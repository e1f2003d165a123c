#include "base/random.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <stdexcept>
#include <vector>

namespace ahimmoyak {

namespace {

void ready()
{
    static const int started = sodium_init();
    if (started < 0)
        throw std::runtime_error{"libsodium has no source of randomness"};
}

std::string pick(std::size_t length, std::string_view from)
{
    ready();
    std::string out(length, ' ');
    for (auto& c : out)
        c = from[randombytes_uniform(static_cast<std::uint32_t>(from.size()))];
    return out;
}

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

} // namespace

std::string base64url(std::string_view bytes)
{
    std::vector<char> out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING));
    sodium_bin2base64(out.data(), out.size(), raw(bytes), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return out.data();
}

std::string hex(std::string_view bytes)
{
    std::vector<char> out(bytes.size() * 2 + 1);
    sodium_bin2hex(out.data(), out.size(), raw(bytes), bytes.size());
    return out.data();
}

std::string random_token(std::size_t bytes)
{
    ready();
    std::string out(bytes, '\0');
    randombytes_buf(out.data(), out.size());
    return base64url(out);
}

std::string random_alphanumeric(std::size_t length)
{
    return pick(length, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
}

std::string random_digits(std::size_t digits) { return pick(digits, "0123456789"); }

std::string sha256(std::string_view bytes)
{
    std::string out(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(out.data()), raw(bytes), bytes.size());
    return out;
}

// OpenSSL looks its algorithm up by name for each call, which costs more than the hashing of a short text.
std::string hmac_sha256(std::string_view key, std::string_view bytes)
{
    ready();
    crypto_auth_hmacsha256_state state;
    std::string out(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_init(&state, raw(key), key.size());
    crypto_auth_hmacsha256_update(&state, raw(bytes), bytes.size());
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(out.data()));
    return out;
}

std::string hmac_sha1(std::string_view key, std::string_view bytes)
{
    std::string out(20, '\0');
    if (!HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), raw(bytes), bytes.size(),
              reinterpret_cast<unsigned char*>(out.data()), nullptr))
        throw std::runtime_error{"HMAC failed"};
    return out;
}

bool same_secret(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace ahimmoyak
