#include "worker/wire.hpp"

#include "videos/protocol.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <unistd.h>

namespace ahimmoyak::worker {

namespace protocol = videos::protocol;

namespace {

// Whoever asked is gone; nobody wants the rest.
[[noreturn]] void give_up() { ::_exit(70); }

void write_all(const char* at, std::size_t size)
{
    while (size > 0) {
        const auto n = ::write(protocol::descriptor, at, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            give_up();
        at += n;
        size -= static_cast<std::size_t>(n);
    }
}

void read_all(void* into, std::size_t size)
{
    auto* at = static_cast<char*>(into);
    while (size > 0) {
        const auto n = ::read(protocol::descriptor, at, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            give_up();
        at += n;
        size -= static_cast<std::size_t>(n);
    }
}

} // namespace

void send(char kind, std::string_view head, std::string_view rest)
{
    char start[protocol::head]{kind};
    const auto length = static_cast<std::uint32_t>(head.size() + rest.size());
    std::memcpy(start + 1, &length, sizeof length);
    write_all(start, sizeof start);
    write_all(head.data(), head.size());
    write_all(rest.data(), rest.size());
}

message receive(std::size_t longest)
{
    char start[protocol::head];
    read_all(start, sizeof start);
    std::uint32_t length = 0;
    std::memcpy(&length, start + 1, sizeof length);
    if (length > longest)
        give_up();
    message got{start[0], std::string(length, '\0')};
    read_all(got.body.data(), length);
    return got;
}

void tell_percent(double part_done)
{
    static int told = -1;
    const int now = std::clamp(static_cast<int>(std::floor(part_done * 100)), 0, 99);
    if (now <= told)
        return;
    told = now;
    const char value = static_cast<char>(now);
    send(protocol::percent, {&value, 1});
}

void tell_file(std::uint8_t number, std::span<const std::uint8_t> bytes)
{
    const char name = static_cast<char>(number);
    while (!bytes.empty()) {
        const auto piece = bytes.first(std::min(bytes.size(), protocol::longest_read));
        send(protocol::file, {&name, 1}, {reinterpret_cast<const char*>(piece.data()), piece.size()});
        bytes = bytes.subspan(piece.size());
    }
}

std::size_t read_source(std::uint64_t offset, std::span<std::uint8_t> into)
{
    char asked[12];
    const auto length = static_cast<std::uint32_t>(std::min(into.size(), protocol::longest_read));
    std::memcpy(asked, &offset, 8);
    std::memcpy(asked + 8, &length, 4);
    send(protocol::wants, {asked, sizeof asked});
    char start[protocol::head];
    read_all(start, sizeof start);
    std::uint32_t given = 0;
    std::memcpy(&given, start + 1, 4);
    if (start[0] != protocol::bytes || given > length)
        give_up();
    read_all(into.data(), given);
    return given;
}

} // namespace ahimmoyak::worker
