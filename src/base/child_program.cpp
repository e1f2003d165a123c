#include "base/child_program.hpp"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>

namespace ahimmoyak {

pid_t start_program(const std::filesystem::path& program, const std::vector<std::string>& words, int end, int as)
{
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    for (const int each : {0, 1, 2})
        ::posix_spawn_file_actions_addopen(&files, each, "/dev/null", O_RDWR, 0);
    ::posix_spawn_file_actions_adddup2(&files, end, as);
    ::posix_spawn_file_actions_addclosefrom_np(&files, as + 1);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    auto name = program.string();
    std::vector<char*> argv{name.data()};
    auto kept = words;
    for (auto& each : kept)
        argv.push_back(each.data());
    argv.push_back(nullptr);
    char* environment[]{nullptr};
    pid_t pid = 0;
    const int wrong = ::posix_spawn(&pid, name.c_str(), &files, &attributes, argv.data(), environment);
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&attributes);
    if (wrong != 0)
        throw std::system_error{wrong, std::generic_category(), name};
    return pid;
}

void bury(pid_t which)
{
    while (::waitpid(which, nullptr, 0) < 0 && errno == EINTR) {
    }
}

std::filesystem::path program_beside_us(std::string_view name)
{
    std::error_code none;
    return std::filesystem::read_symlink("/proc/self/exe", none).parent_path() / name;
}

} // namespace ahimmoyak
