#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>

// Files as the embedded store writes them. What the disk refuses for want of space is a 507 problem,
// everything else a std::system_error.

namespace ahimmoyak::objects {

/// A descriptor that closes itself.
class file {
public:
    file() = default;
    file(const std::filesystem::path& at, int flags);
    file(file&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
    file& operator=(file&& other) noexcept
    {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~file();

    int descriptor() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }
    void write(std::span<const char> bytes);
    void append(const file& from);
    void sync();

private:
    int fd_ = -1;
};

/// Writes a small file so that it is there whole or not at all.
void write_whole(const std::filesystem::path& at, std::string_view text);
void sync_directory(const std::filesystem::path& at);
[[noreturn]] void refuse(int error, const char* doing);

} // namespace ahimmoyak::objects
