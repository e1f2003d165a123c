#include "media/renditions/line.hpp"

#include "base/child_program.hpp"
#include "media/renditions/protocol.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace ahimmoyak::media {

namespace protocol = renditions_protocol;

worker_line::worker_line(executor on, const std::filesystem::path& program, const std::vector<std::string>& words)
    : line_{on}
{
    int ends[2]{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw std::system_error{errno, std::generic_category(), "socketpair"};
    line_.assign(local{}, ends[0]);
    const std::unique_ptr<int, void (*)(int*)> other{&ends[1], [](int* each) { ::close(*each); }};
    pid_ = start_program(program, words, ends[1], protocol::descriptor);
}

worker_line::~worker_line()
{
    ::kill(pid_, SIGKILL);
    bury(pid_);
}

void worker_line::kill()
{
    // Not buried before the destructor, so that its number is still its own.
    ::kill(pid_, SIGKILL);
    gone_ = true;
    boost::system::error_code closed;
    line_.shutdown(asio::socket_base::shutdown_both, closed);
}

task<worker_line::message> worker_line::next()
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
    co_return got;
}

task<bool> worker_line::send(char kind, std::string head, shared_bytes rest)
{
    char start[protocol::head]{kind};
    const auto length = static_cast<std::uint32_t>(head.size() + (rest ? rest->size() : 0));
    std::memcpy(start + 1, &length, sizeof length);
    const std::array<asio::const_buffer, 3> all{asio::buffer(start), asio::buffer(head),
                                                rest ? asio::buffer(*rest) : asio::const_buffer{}};
    auto [failed, n] = co_await asio::async_write(line_, all, no_throw);
    gone_ = gone_ || failed;
    co_return !failed;
}

} // namespace ahimmoyak::media
