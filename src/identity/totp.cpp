#include "identity/totp.hpp"

#include "base/random.hpp"

#include <fmt/format.h>
#include <sodium.h>

namespace ahimmoyak::identity::totp {

namespace {

constexpr std::size_t secret_bytes = 20;
constexpr std::int64_t step_seconds = 30;
constexpr std::uint32_t codes = 1'000'000;

} // namespace

std::string make_secret()
{
    std::string bytes(secret_bytes, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string base32(std::string_view bytes)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5)
            out += alphabet[(held >> static_cast<unsigned>(bits - 5)) & 31U];
    }
    if (bits > 0)
        out += alphabet[(held << static_cast<unsigned>(5 - bits)) & 31U];
    return out;
}

std::string address(std::string_view secret, std::string_view account)
{
    return fmt::format("otpauth://totp/Ahimmoyak:{0}?secret={1}&issuer=Ahimmoyak&algorithm=SHA1&digits=6&period={2}",
                       account, base32(secret), step_seconds);
}

std::int64_t step_at(timestamp now)
{
    return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() / step_seconds;
}

std::string code_of(std::string_view secret, std::int64_t step)
{
    std::string counter(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        counter[7 - i] = static_cast<char>((static_cast<std::uint64_t>(step) >> (8 * i)) & 0xFFU);
    const auto digest = hmac_sha1(secret, counter);
    // Dynamic truncation, RFC 4226 §5.3.
    const auto byte = [&](std::size_t at) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(digest.at(at)));
    };
    const std::size_t offset = byte(digest.size() - 1) & 0xFU;
    const auto number =
        ((byte(offset) & 0x7FU) << 24U) | (byte(offset + 1) << 16U) | (byte(offset + 2) << 8U) | byte(offset + 3);
    return fmt::format("{:06}", number % codes);
}

std::optional<std::int64_t> step_of(std::string_view secret, std::string_view code, std::int64_t taken, timestamp now)
{
    const auto present = step_at(now);
    std::optional<std::int64_t> found;
    for (const auto step : {present - 1, present, present + 1})
        if (same_secret(code_of(secret, step), code) && step > taken && !found)
            found = step;
    return found;
}

} // namespace ahimmoyak::identity::totp
