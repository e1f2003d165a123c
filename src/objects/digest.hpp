#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace ahimmoyak::objects {

/// MD5, SHA-1 or SHA-256 of bytes that come in pieces.
class digest {
public:
    enum class kind : std::uint8_t { md5, sha1, sha256 };

    explicit digest(kind of);
    void add(std::span<const char> bytes);
    /// The raw bytes of the sum; nothing can be added afterwards.
    std::string finish();

private:
    std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;
};

/// CRC-32 (IEEE), as x-amz-checksum-crc32 has it.
std::uint32_t crc32_of(std::uint32_t before, std::span<const char> bytes);
/// That of what `first` and then the `length` bytes of `second` are together.
std::uint32_t crc32_joined(std::uint32_t first, std::uint32_t second, std::uint64_t length);

/// What a client says its bytes sum up to: the algorithms of x-amz-checksum-….
class checksum {
public:
    enum class kind : std::uint8_t { crc32, crc32c, crc64nvme, sha1, sha256 };

    explicit checksum(kind of);
    /// By the header's last word: "crc32"; nothing for others.
    static std::unique_ptr<checksum> named(std::string_view algorithm);

    void add(std::span<const char> bytes);
    /// In base64, as the headers have it.
    std::string finish();
    std::string_view name() const;

private:
    kind kind_;
    std::uint64_t crc_ = 0;
    std::unique_ptr<digest> digest_;
};

/// Of digits in small letters; nothing for anything else.
std::optional<std::string> unhex(std::string_view digits);
std::string base64(std::string_view bytes);
/// Four bytes, the highest first.
std::string big_endian(std::uint32_t value);

} // namespace ahimmoyak::objects
