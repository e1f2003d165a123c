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

    void write(std::span<const char> bytes);
    /// On the disk when it returns.
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
