#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace ahimmoyak::live {

/// A stretch of a file on this machine.
struct file_part {
    std::filesystem::path from;
    std::uint64_t offset = 0;
    std::size_t length = 0;
};

/// Its bytes; throws std::system_error. Waits for the disk.
std::string read_part(const file_part& which);

} // namespace ahimmoyak::live
