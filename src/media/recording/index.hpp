#pragma once

#include "base/values.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A broadcast as it is kept: one fragmented MP4 and, beside it, an index of its segments.
namespace ahimmoyak::media::recording {

/// A segment in the file. Times are 90 kHz ticks of the recording's own time line, which begins at 0 and has no gaps.
struct entry {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    /// Its initialization segment, which lies in the file too.
    std::uint64_t init_offset = 0;
    std::uint64_t init_length = 0;
    std::int64_t start = 0;
    std::int64_t duration = 0;
    /// When it happened.
    timestamp program_time{};
    /// Something is missing before it, or the publisher came back.
    bool discontinuity = false;

    std::uint64_t end_offset() const { return offset + length; }
    std::int64_t end() const { return start + duration; }

    friend bool operator==(const entry&, const entry&) = default;
};

/// Bytes of an entry in the index, with a check sum: what a power cut tore is not read.
inline constexpr std::size_t entry_bytes = 64;
std::string to_bytes(const entry& which);
/// The entries up to the first that is torn or does not follow the one before.
std::vector<entry> read_index(std::string_view bytes);

std::int64_t length_ms(const std::vector<entry>& of);
/// Where in the recording, in milliseconds, a moment is found; one that is missing leads to what follows it.
std::int64_t place_of(const std::vector<entry>& in, timestamp moment);

} // namespace ahimmoyak::media::recording
