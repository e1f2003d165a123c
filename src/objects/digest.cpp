#include "objects/digest.hpp"

#include <libdeflate.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <array>
#include <stdexcept>

namespace ahimmoyak::objects {

namespace {

const EVP_MD* algorithm_of(digest::kind of)
{
    switch (of) {
    case digest::kind::md5:
        return EVP_md5();
    case digest::kind::sha1:
        return EVP_sha1();
    default:
        return EVP_sha256();
    }
}

// Eight tables: eight bytes a step.
template <class Word>
using crc_tables = std::array<std::array<Word, 256>, 8>;

template <class Word>
constexpr crc_tables<Word> tables_of(Word reflected)
{
    crc_tables<Word> all{};
    for (unsigned i = 0; i < 256; ++i) {
        Word crc = i;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1) != 0 ? (crc >> 1) ^ reflected : crc >> 1;
        all[0][i] = crc;
    }
    for (unsigned i = 0; i < 256; ++i)
        for (unsigned k = 1; k < 8; ++k)
            all[k][i] = (all[k - 1][i] >> 8) ^ all[0][all[k - 1][i] & 0xFF];
    return all;
}

constexpr auto castagnoli = tables_of<std::uint32_t>(0x82F63B78U);            // RFC 3720, 12.1
constexpr auto nvme = tables_of<std::uint64_t>(0x9A6C9329AC4BC9B5ULL);        // NVM Express, 5.2.1.3.4

template <class Word>
Word advance(const crc_tables<Word>& with, Word crc, std::span<const char> bytes)
{
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::uint64_t low = crc;
        for (unsigned k = 0; k < 8; ++k)
            low ^= static_cast<std::uint64_t>(at(i + k)) << (8 * k);
        crc = 0;
        for (unsigned k = 0; k < 8; ++k)
            crc ^= with[7 - k][(low >> (8 * k)) & 0xFF];
    }
    for (; i < bytes.size(); ++i)
        crc = (crc >> 8) ^ with[0][(crc ^ at(i)) & 0xFF];
    return crc;
}

} // namespace

digest::digest(kind of) : context_{EVP_MD_CTX_new(), EVP_MD_CTX_free}
{
    if (!context_ || EVP_DigestInit_ex(context_.get(), algorithm_of(of), nullptr) != 1)
        throw std::runtime_error{"a digest is not available"};
}

void digest::add(std::span<const char> bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }

std::string digest::finish()
{
    std::string out(EVP_MAX_MD_SIZE, '\0');
    unsigned length = 0;
    EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(out.data()), &length);
    out.resize(length);
    return out;
}

std::uint32_t crc32_of(std::uint32_t before, std::span<const char> bytes)
{
    // By carry-less multiplication where the processor has it, which zlib's own does not use.
    return ::libdeflate_crc32(before, bytes.data(), bytes.size());
}

std::uint32_t crc32_joined(std::uint32_t first, std::uint32_t second, std::uint64_t length)
{
    return static_cast<std::uint32_t>(::crc32_combine(first, second, static_cast<z_off_t>(length)));
}

checksum::checksum(kind of) : kind_{of}
{
    if (of == kind::sha1 || of == kind::sha256)
        digest_ = std::make_unique<digest>(of == kind::sha1 ? digest::kind::sha1 : digest::kind::sha256);
    else if (of != kind::crc32)
        crc_ = ~std::uint64_t{0};
}

std::unique_ptr<checksum> checksum::named(std::string_view algorithm)
{
    for (const auto of : {kind::crc32, kind::crc32c, kind::crc64nvme, kind::sha1, kind::sha256}) {
        auto made = std::make_unique<checksum>(of);
        if (made->name() == algorithm)
            return made;
    }
    return nullptr;
}

std::string_view checksum::name() const
{
    switch (kind_) {
    case kind::crc32:
        return "crc32";
    case kind::crc32c:
        return "crc32c";
    case kind::crc64nvme:
        return "crc64nvme";
    case kind::sha1:
        return "sha1";
    default:
        return "sha256";
    }
}

void checksum::add(std::span<const char> bytes)
{
    if (digest_)
        digest_->add(bytes);
    else if (kind_ == kind::crc32)
        crc_ = crc32_of(static_cast<std::uint32_t>(crc_), bytes);
    else if (kind_ == kind::crc32c)
        crc_ = advance(castagnoli, static_cast<std::uint32_t>(crc_), bytes);
    else
        crc_ = advance(nvme, crc_, bytes);
}

std::string checksum::finish()
{
    if (digest_)
        return base64(digest_->finish());
    if (kind_ == kind::crc32)
        return base64(big_endian(static_cast<std::uint32_t>(crc_)));
    if (kind_ == kind::crc32c)
        return base64(big_endian(~static_cast<std::uint32_t>(crc_)));
    return base64(big_endian(static_cast<std::uint32_t>(~crc_ >> 32)) + big_endian(static_cast<std::uint32_t>(~crc_)));
}

std::optional<std::string> unhex(std::string_view digits)
{
    const auto value = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
    std::string out;
    if (digits.size() % 2 != 0)
        return std::nullopt;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        if (value(digits[i]) < 0 || value(digits[i + 1]) < 0)
            return std::nullopt;
        out += static_cast<char>(value(digits[i]) * 16 + value(digits[i + 1]));
    }
    return out;
}

std::string base64(std::string_view bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const auto length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

std::string big_endian(std::uint32_t value)
{
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>(value >> shift);
    return out;
}

} // namespace ahimmoyak::objects
