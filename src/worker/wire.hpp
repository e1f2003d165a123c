#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ahimmoyak::worker {

/// Why a video cannot be prepared; the code is told to the server, which has the words for it.
struct failure : std::runtime_error {
    using runtime_error::runtime_error;
};

/// The one descriptor to the server. Ends the process when the server is gone.
void send(char kind, std::string_view head, std::string_view rest = {});
inline void send(char kind, std::span<const std::uint8_t> bytes)
{
    send(kind, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}
struct message {
    char kind = 0;
    std::string body;
};
/// Waits for the server's next message; one that is longer ends the process.
message receive(std::size_t longest);
/// Told once for each number.
void tell_percent(double part_done);
void tell_file(std::uint8_t number, std::span<const std::uint8_t> bytes);
/// The source's bytes from there on; fewer where it ends.
std::size_t read_source(std::uint64_t offset, std::span<std::uint8_t> into);

} // namespace ahimmoyak::worker
