#include "app/data_folder.hpp"

#include "backups/restore.hpp"

#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace ahimmoyak::app {

data_folder::data_folder(std::filesystem::path where) : where_{std::move(where)}
{
    std::error_code failed;
    if (std::filesystem::create_directories(where_, failed))
        std::filesystem::permissions(where_, std::filesystem::perms::owner_all, failed);
    if (failed)
        throw data_folder_error{"the data folder " + where_.string() + " cannot be made: " + failed.message()};
    const auto file = where_ / "lock";
    lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0)
        throw data_folder_error{"the data folder " + where_.string() + " cannot be written: " + std::strerror(errno)};
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock_);
        throw data_folder_error{"the data folder " + where_.string() +
                                " is in use by another server; stop it, or name another folder with --data"};
    }
}

data_folder::~data_folder()
{
    if (lock_ >= 0)
        ::close(lock_);
}

backups::place place_of(const options& with) { return {with.data, with.database_address(), AHIMMOYAK_VERSION}; }

void settle(const options& with)
{
    const auto where = place_of(with);
    backups::complete(where);
}

} // namespace ahimmoyak::app
