#include "videos/worker_process.hpp"

#include "base/child_program.hpp"
#include "videos/protocol.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace ahimmoyak::videos {

worker_process::worker_process(executor on, const std::filesystem::path& program, const std::vector<std::string>& words)
    : line_{on}, life_{std::make_shared<life>()}
{
    int ends[2]{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw std::system_error{errno, std::generic_category(), "socketpair"};
    line_.assign(local{}, ends[0]);
    const std::unique_ptr<int, void (*)(int*)> other{&ends[1], [](int* each) { ::close(*each); }};
    life_->pid = start_program(program, words, ends[1], protocol::descriptor);
    life_->heard = std::chrono::steady_clock::now();
}

worker_process::~worker_process()
{
    kill();
    life_->over = true;
    bury(life_->pid);
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
