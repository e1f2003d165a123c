#pragma once

#include "objects/digest.hpp"
#include "objects/disk_file.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace ahimmoyak::objects {

/// What bytes that arrived sum up to.
struct sums {
    std::uint64_t size = 0;
    std::string md5; ///< in hex
    std::uint32_t crc32 = 0;
};

/// A file while its bytes arrive, at a place of its own; gone from the disk unless it was kept.
class arrival {
public:
    explicit arrival(std::filesystem::path at);
    ~arrival();
    arrival(arrival&&) = delete;

    void write(std::span<const char> bytes)
    {
        put(bytes);
        sum(bytes);
    }
    /// The two halves of write(), for who has a thread for each: the ETag's MD5 takes as long as all else together.
    /// Each in the order of the bytes.
    void put(std::span<const char> bytes);
    void sum(std::span<const char> bytes) { md5_.add(bytes); }
    /// On the disk when it returns; may run beside the last sum().
    void sync() { out_.sync(); }
    /// Of all that was put and summed; it is on the disk too when it returns.
    const sums& finish();
    /// Moves it where it belongs; finish() comes first.
    void keep(const std::filesystem::path& as);

private:
    std::filesystem::path path_;
    file out_;
    digest md5_{digest::kind::md5};
    sums sums_;
    std::uint64_t begun_ = 0; ///< up to where the disk was asked to begin
    bool kept_ = false;
};

} // namespace ahimmoyak::objects
