#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace ahimmoyak::media {

/// Reads big-endian fields. Reading past the end yields zeros and makes `ok()` false for good, so
/// that a parser may read a whole structure and check once.
class byte_reader {
public:
    explicit byte_reader(std::string_view bytes) : rest_{bytes} {}

    bool ok() const { return ok_; }
    std::size_t left() const { return rest_.size(); }
    std::string_view rest() const { return rest_; }

    std::string_view take(std::size_t count)
    {
        if (count > rest_.size()) {
            ok_ = false;
            rest_ = {};
            return {};
        }
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u24() { return static_cast<std::uint32_t>(number(3)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() { return number(8); }
    double f64() { return std::bit_cast<double>(number(8)); }

private:
    std::uint64_t number(std::size_t count)
    {
        std::uint64_t value = 0;
        for (const char c : take(count))
            value = value << 8 | static_cast<unsigned char>(c);
        return value;
    }
    std::string_view rest_;
    bool ok_ = true;
};

/// Appends big-endian fields to a string.
class byte_writer {
public:
    void u8(std::uint64_t value) { number(value, 1); }
    void u16(std::uint64_t value) { number(value, 2); }
    void u24(std::uint64_t value) { number(value, 3); }
    void u32(std::uint64_t value) { number(value, 4); }
    void u64(std::uint64_t value) { number(value, 8); }
    void f64(double value) { number(std::bit_cast<std::uint64_t>(value), 8); }
    void text(std::string_view bytes) { out_.append(bytes); }
    void zeros(std::size_t count) { out_.append(count, '\0'); }

    std::size_t size() const { return out_.size(); }
    void reserve(std::size_t bytes) { out_.reserve(bytes); }
    /// Overwrites four bytes written before: for lengths known only afterwards.
    void patch_u32(std::size_t at, std::uint64_t value)
    {
        for (std::size_t i = 0; i < 4; ++i)
            out_[at + i] = static_cast<char>(value >> (8 * (3 - i)) & 0xFF);
    }
    std::string finish() { return std::move(out_); }
    const std::string& bytes() const { return out_; }

private:
    void number(std::uint64_t value, unsigned count)
    {
        for (unsigned i = count; i-- > 0;)
            out_.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
    }
    std::string out_;
};

/// Reads single bits, most significant first, and Exp-Golomb codes (ITU-T H.264 §9.1).
class bit_reader {
public:
    explicit bit_reader(std::string_view bytes) : bytes_{bytes} {}

    bool ok() const { return ok_; }
    std::size_t left() const { return bytes_.size() * 8 - at_; }

    std::uint32_t bits(unsigned count)
    {
        std::uint32_t value = 0;
        for (unsigned i = 0; i < count; ++i) {
            if (at_ >= bytes_.size() * 8) {
                ok_ = false;
                return 0;
            }
            value = value << 1 | (static_cast<unsigned char>(bytes_[at_ / 8]) >> (7 - at_ % 8) & 1U);
            ++at_;
        }
        return value;
    }
    bool flag() { return bits(1) != 0; }
    std::uint32_t ue()
    {
        unsigned zeros = 0;
        while (ok_ && !flag())
            if (++zeros > 31) {
                ok_ = false;
                return 0;
            }
        return ok_ ? (1U << zeros) - 1 + bits(zeros) : 0;
    }
    std::int32_t se()
    {
        const auto code = ue();
        const auto half = static_cast<std::int32_t>(code / 2);
        return code % 2 ? half + 1 : -half;
    }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool ok_ = true;
};

} // namespace ahimmoyak::media
