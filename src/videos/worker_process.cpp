#include "videos/worker_process.hpp"

#include "videos/protocol.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace ahimmoyak::videos {

namespace {

// The other end, and nothing else that is open here: no socket, no database, no directory.
pid_t start(const std::filesystem::path& program, const std::vector<std::string>& words, int other_end)
{
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    for (const int each : {0, 1, 2})
        ::posix_spawn_file_actions_addopen(&files, each, "/dev/null", O_RDWR, 0);
    ::posix_spawn_file_actions_adddup2(&files, other_end, protocol::descriptor);
    ::posix_spawn_file_actions_addclosefrom_np(&files, protocol::descriptor + 1);
    posix_spawnattr_t as;
    ::posix_spawnattr_init(&as);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&as, &none);
    ::posix_spawnattr_setsigdefault(&as, &all);
    ::posix_spawnattr_setflags(&as, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    auto name = program.string();
    std::vector<char*> argv{name.data()};
    auto kept = words;
    for (auto& each : kept)
        argv.push_back(each.data());
    argv.push_back(nullptr);
    char* environment[]{nullptr};
    pid_t pid = 0;
    const int wrong = ::posix_spawn(&pid, name.c_str(), &files, &as, argv.data(), environment);
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&as);
    if (wrong != 0)
        throw std::system_error{wrong, std::generic_category(), name};
    return pid;
}

} // namespace

worker_process::worker_process(executor on, const std::filesystem::path& program, const std::vector<std::string>& words)
    : line_{on}, life_{std::make_shared<life>()}
{
    int ends[2]{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw std::system_error{errno, std::generic_category(), "socketpair"};
    line_.assign(local{}, ends[0]);
    const std::unique_ptr<int, void (*)(int*)> other{&ends[1], [](int* each) { ::close(*each); }};
    life_->pid = start(program, words, ends[1]);
    life_->heard = std::chrono::steady_clock::now();
}

worker_process::~worker_process()
{
    kill();
    life_->over = true;
    // At once: a killed process takes no time to end.
    while (::waitpid(life_->pid, nullptr, 0) < 0 && errno == EINTR) {
    }
}

void worker_process::kill()
{
    if (!life_->over)
        ::kill(life_->pid, SIGKILL);
}

task<worker_process::message> worker_process::next()
{
    message got;
    char head[protocol::head];
    auto [failed, n] = co_await asio::async_read(line_, asio::buffer(head), no_throw);
    std::uint32_t length = 0;
    std::memcpy(&length, head + 1, sizeof length);
    if (failed || length > protocol::longest_message)
        co_return got;
    got.body.resize(length);
    auto [broken, m] = co_await asio::async_read(line_, asio::buffer(got.body), no_throw);
    if (!broken)
        got.kind = head[0];
    life_->heard = std::chrono::steady_clock::now();
    co_return got;
}

task<> worker_process::answer(std::string_view bytes)
{
    char head[protocol::head]{protocol::bytes};
    const auto length = static_cast<std::uint32_t>(bytes.size());
    std::memcpy(head + 1, &length, sizeof length);
    const std::array<asio::const_buffer, 2> both{asio::buffer(head), asio::buffer(bytes.data(), bytes.size())};
    auto [failed, n] = co_await asio::async_write(line_, both, no_throw);
    life_->heard = std::chrono::steady_clock::now();
    if (failed)
        line_.close();
}

void worker_process::watch(std::chrono::seconds silence, std::chrono::seconds in_all, const std::atomic<bool>& stopped)
{
    spawn(line_.get_executor(), "media worker", guard(life_, silence, in_all, stopped));
}

task<> worker_process::guard(std::shared_ptr<life> of, std::chrono::seconds silence, std::chrono::seconds in_all,
                             const std::atomic<bool>& stopped)
{
    const auto begun = std::chrono::steady_clock::now();
    for (;;) {
        co_await sleep_for(std::chrono::milliseconds{250});
        if (of->over)
            co_return;
        const auto now = std::chrono::steady_clock::now();
        of->late = now - begun > in_all || now - of->heard > silence;
        if (of->late || stopped) {
            ::kill(of->pid, SIGKILL);
            co_return;
        }
    }
}

} // namespace ahimmoyak::videos
