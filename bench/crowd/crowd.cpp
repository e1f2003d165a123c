#include "crowd.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <unistd.h>

namespace crowd {

void fail(const std::string& why)
{
    std::fprintf(stderr, "bench_crowd: %s\n", why.c_str());
    std::exit(1);
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

loop::loop() : epoll_{::epoll_create1(EPOLL_CLOEXEC)}
{
    rlimit most{};
    ::getrlimit(RLIMIT_NOFILE, &most);
    most.rlim_cur = most.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &most);
}

loop::~loop() { ::close(epoll_); }

void loop::run()
{
    std::array<epoll_event, 256> events{};
    while (!stopped_) {
        int patience = 1000;
        while (!moments_.empty() && !stopped_) {
            const auto left = moments_.top().when - now();
            if (left > 0) {
                patience = static_cast<int>(std::ceil(left * 1000));
                break;
            }
            const auto what = moments_.top().what;
            moments_.pop();
            what();
        }
        const int count = stopped_ ? 0 : ::epoll_wait(epoll_, events.data(), events.size(), patience);
        for (int i = 0; i < count && !stopped_; ++i)
            static_cast<connection*>(events[static_cast<std::size_t>(i)].data.ptr)
                ->ready(events[static_cast<std::size_t>(i)].events);
    }
}

connection::connection(loop& in, std::uint16_t port) : in_{in}, socket_{::socket(AF_INET, SOCK_STREAM, 0)}
{
    if (socket_ < 0)
        fail("too few descriptors: raise `ulimit -n`");
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    // One address has too few ports for all benchmarks of a day (TIME_WAIT): they take turns.
    static std::uint32_t turn = 0;
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + turn++ % 16);
    const int on = 1;
    ::setsockopt(socket_, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&from), sizeof from) != 0 ||
        ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
        fail("connect: " + std::string{std::strerror(errno)});
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = this;
    ::epoll_ctl(in_.epoll_, EPOLL_CTL_ADD, socket_, &event);
}

connection::~connection() { ::close(socket_); }

void connection::send(std::string_view bytes)
{
    if (unsent_.empty()) {
        const auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0)
            bytes.remove_prefix(static_cast<std::size_t>(n));
        else if (n < 0 && errno != EAGAIN)
            return ended();
    }
    unsent_.append(bytes);
    watch();
}

void connection::watch()
{
    if (watches_writes_ == !unsent_.empty())
        return;
    watches_writes_ = !unsent_.empty();
    epoll_event event{};
    event.events = watches_writes_ ? EPOLLIN | EPOLLOUT : EPOLLIN;
    event.data.ptr = this;
    ::epoll_ctl(in_.epoll_, EPOLL_CTL_MOD, socket_, &event);
}

void connection::ready(std::uint32_t events)
{
    if (events & EPOLLOUT)
        write();
    if (events & (EPOLLIN | EPOLLHUP | EPOLLERR))
        read();
}

void connection::write()
{
    const auto n = ::send(socket_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0)
        unsent_.erase(0, static_cast<std::size_t>(n));
    watch();
}

void connection::read()
{
    static std::vector<char> into(1 << 18);
    const auto n = ::recv(socket_, into.data(), into.size(), MSG_DONTWAIT);
    if (n > 0)
        return arrived({into.data(), static_cast<std::size_t>(n)});
    if (n == 0 || errno != EAGAIN) {
        ::epoll_ctl(in_.epoll_, EPOLL_CTL_DEL, socket_, nullptr);
        ended();
    }
}

void http_connection::ask(std::string_view request, std::function<void(const answer&)> done, bool keep)
{
    waiting_.push({std::move(done), keep});
    send(request);
}

bool http_connection::take_head()
{
    const auto end = head_.find("\r\n\r\n");
    if (end == head_.npos)
        return false;
    answer_.status = std::atoi(head_.c_str() + 9);
    const auto at = head_.find("Content-Length: ");
    left_ = at < end ? static_cast<std::size_t>(std::atoll(head_.c_str() + at + 16)) : 0;
    answer_.size = left_;
    body_.clear();
    in_body_ = true;
    return true;
}

void http_connection::arrived(std::string_view bytes)
{
    while (!bytes.empty() || (in_body_ && left_ == 0)) {
        if (waiting_.empty())
            fail("an answer that nobody asked for");
        if (!in_body_) {
            if (head_.empty())
                answer_.first_byte = now();
            const auto before = head_.size();
            head_.append(bytes.substr(0, 4096));
            if (!take_head()) {
                bytes.remove_prefix(std::min<std::size_t>(bytes.size(), 4096));
                continue;
            }
            bytes.remove_prefix(head_.find("\r\n\r\n") + 4 - before);
            head_.clear();
        }
        const auto here = bytes.substr(0, left_);
        if (waiting_.front().keep)
            body_.append(here);
        left_ -= here.size();
        bytes.remove_prefix(here.size());
        if (left_ > 0)
            continue;
        in_body_ = false;
        const auto done = std::move(waiting_.front().done);
        waiting_.pop();
        answer_.body = body_;
        done(answer_);
    }
}

websocket::websocket(loop& in, std::uint16_t port, std::string_view path, std::string_view protocol,
                     std::function<void()> opened, std::function<void(std::string_view)> message)
    : connection{in, port}, opened_{std::move(opened)}, message_{std::move(message)}
{
    std::string request = "GET " + std::string{path} + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                          "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    if (!protocol.empty())
        request += "Sec-WebSocket-Protocol: " + std::string{protocol} + "\r\n";
    send(request + "\r\n");
}

void websocket::arrived(std::string_view bytes)
{
    if (!open_) {
        pending_.append(bytes);
        const auto end = pending_.find("\r\n\r\n");
        if (end == pending_.npos)
            return;
        if (!pending_.starts_with("HTTP/1.1 101"))
            fail("no WebSocket: " + pending_);
        const auto rest = pending_.substr(end + 4);
        pending_.clear();
        open_ = true;
        opened_();
        if (!rest.empty())
            arrived(rest);
        return;
    }
    // Nearly always whole frames arrive: they are not copied.
    std::string joined;
    if (!pending_.empty()) {
        joined = std::move(pending_);
        joined.append(bytes);
        bytes = joined;
        pending_.clear();
    }
    while (const auto taken = take_frame(bytes))
        bytes.remove_prefix(taken);
    pending_.assign(bytes);
}

std::size_t websocket::take_frame(std::string_view from)
{
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(from[at]); };
    if (from.size() < 2)
        return 0;
    std::size_t size = byte(1) & 0x7f;
    std::size_t head = 2;
    if (size == 126) {
        if (from.size() < 4)
            return 0;
        size = static_cast<std::size_t>(byte(2)) << 8 | byte(3);
        head = 4;
    } else if (size == 127)
        fail("a frame of more than 64 KiB");
    if (from.size() < head + size)
        return 0;
    const auto payload = from.substr(head, size);
    switch (byte(0) & 15) {
    case 1:
        message_(payload);
        break;
    case 8:
        fail("the server closed a WebSocket: " + std::string{payload.substr(std::min<std::size_t>(2, payload.size()))});
    case 9:
        send_frame(10, payload);
        break;
    default:
        break;
    }
    return head + size;
}

void websocket::send_text(std::string_view text) { send_frame(1, text); }

void websocket::send_frame(std::uint8_t opcode, std::string_view payload)
{
    std::string frame{static_cast<char>(0x80 | opcode)};
    if (payload.size() < 126)
        frame += static_cast<char>(0x80 | payload.size());
    else {
        frame += static_cast<char>(0x80 | 126);
        frame += static_cast<char>(payload.size() >> 8);
        frame += static_cast<char>(payload.size() & 0xff);
    }
    frame.append(4, '\0'); // a mask of zeros leaves the payload as it is
    frame.append(payload);
    send(frame);
}

std::string percentiles(std::vector<float>& seconds)
{
    if (seconds.empty())
        return "\"count\":0";
    std::sort(seconds.begin(), seconds.end());
    const auto of = [&](double part) {
        const auto at = static_cast<std::size_t>(static_cast<double>(seconds.size()) * part);
        return std::to_string(static_cast<double>(seconds[std::min(seconds.size() - 1, at)]) * 1000);
    };
    return "\"count\":" + std::to_string(seconds.size()) + ",\"p50\":" + of(0.5) + ",\"p95\":" + of(0.95) +
           ",\"p99\":" + of(0.99) + ",\"max\":" + of(1);
}

} // namespace crowd

int main(int count, char** values)
{
    const std::vector<std::string> arguments(values + std::min(count, 2), values + count);
    const std::string_view what = count > 1 ? values[1] : "";
    if (what == "live")
        crowd::view_live(arguments);
    else if (what == "files")
        crowd::view_files(arguments);
    else if (what == "waiters")
        crowd::wait_for_playlists(arguments);
    else if (what == "chat")
        crowd::talk(arguments);
    else if (what == "requests")
        crowd::send_requests(arguments);
    else
        crowd::fail("bench_crowd live|files|waiters|chat|requests …");
}
