#include "objects/disk_file.hpp"

#include "base/problem.hpp"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace ahimmoyak::objects {

void refuse(int error, const char* doing)
{
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        throw problem{507,
                      "storage_full",
                      {"저장 공간이 부족해 파일을 저장하지 못했습니다. 관리자에게 알리고 나중에 다시 올리세요.",
                       "There is no room left for the file. Tell the administrator, then upload it again."}};
    throw std::system_error{error, std::generic_category(), doing};
}

file::file(const std::filesystem::path& at, int flags) : fd_{::open(at.c_str(), flags | O_CLOEXEC, 0640)}
{
    if (fd_ < 0)
        refuse(errno, "open");
}

file::~file()
{
    if (fd_ >= 0)
        ::close(fd_);
}

void file::write(std::span<const char> bytes)
{
    while (!bytes.empty()) {
        const auto n = ::write(fd_, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            refuse(errno, "write");
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
}

void file::append(const file& from)
{
    // In the kernel where the file systems can (sharing the blocks, on some), by hand where not.
    for (;;) {
        const auto n = ::copy_file_range(from.fd_, nullptr, fd_, nullptr, 1U << 30, 0);
        if (n == 0)
            return;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP))
            break;
        if (n < 0)
            refuse(errno, "copy_file_range");
    }
    std::vector<char> buffer(1U << 20);
    for (;;) {
        const auto n = ::read(from.fd_, buffer.data(), buffer.size());
        if (n == 0)
            return;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            refuse(errno, "read");
        write(std::span{buffer}.first(static_cast<std::size_t>(n)));
    }
}

void file::sync()
{
    if (::fsync(fd_) != 0)
        refuse(errno, "fsync");
}

void sync_directory(const std::filesystem::path& at) { file{at, O_RDONLY | O_DIRECTORY}.sync(); }

void write_whole(const std::filesystem::path& at, std::string_view text)
{
    auto beside = at;
    beside += "~new";
    try {
        file out{beside, O_WRONLY | O_CREAT | O_TRUNC};
        out.write({text.data(), text.size()});
        out.sync();
        std::filesystem::rename(beside, at);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
        throw;
    }
}

} // namespace ahimmoyak::objects
