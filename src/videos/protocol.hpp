#pragma once

#include <cstddef>
#include <cstdint>

/// What the server and the media worker say to each other over the one descriptor that they share. A message is
/// its kind (a byte), the length of what follows (four bytes) and that; numbers are little-endian. The worker has
/// no files and no network: what it reads, it asks for; what it makes, it tells.
namespace ahimmoyak::videos::protocol {

inline constexpr int descriptor = 3; ///< of the worker's end

inline constexpr char wants = 'R';   ///< → server: offset (8), length (4); answered by `bytes`
inline constexpr char bytes = 'D';   ///< → worker: fewer where the file ends
inline constexpr char percent = 'P'; ///< → server: a byte, 0 to 100
inline constexpr char file = 'W';    ///< → server: number of the file (a byte), its next bytes
inline constexpr char done = 'Z';    ///< → server: JSON, the last message
inline constexpr char failed = 'X';  ///< → server: the code of a failure, the last message

inline constexpr std::size_t head = 5;
inline constexpr std::size_t longest_read = 1U << 20;
inline constexpr std::size_t longest_message = 2U << 20; ///< the table of a day's segments stays well below
inline constexpr std::uint8_t poster = 0, thumbnails = 1, first_rendition = 2, most_files = 8;

} // namespace ahimmoyak::videos::protocol
