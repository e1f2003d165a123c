#pragma once

#include "media/frame.hpp"
#include "media/recording/index.hpp"

#include <filesystem>
#include <memory>
#include <vector>

namespace ahimmoyak::media::recording {

/// A segment on its way into a recording.
struct segment_of {
    std::vector<shared_bytes> parts;
    shared_bytes init;
    std::int64_t audio_rate = 0; ///< 0: no sound
    std::int64_t start = 0;      ///< on the broadcast's time line, ticks
    std::int64_t duration = 0;
    timestamp program_time{};
    bool discontinuity = false;
    bool without_sound = false;            ///< pictures alone, which add_silence() gives one
    std::vector<std::int64_t> part_starts; ///< of each part, when it is without sound

    std::size_t bytes() const;
};

std::filesystem::path media_file(const std::filesystem::path& stem);
std::filesystem::path index_file(const std::filesystem::path& stem);
/// What is whole of a recording on the disk.
std::vector<entry> read_entries(const std::filesystem::path& stem);

/// A recording being written; belongs to one thread and blocks it. The media are on the disk before the index knows of
/// them, so that whatever ends the program or the machine leaves whole segments only. Throws std::system_error.
class file {
public:
    /// Begins a recording, or goes on with what an earlier process left.
    explicit file(std::filesystem::path stem);

    /// Writes a segment, which counts only after settle().
    void append(const segment_of& what);
    void settle();

private:
    using descriptor = std::shared_ptr<const int>;
    static descriptor open(const std::filesystem::path& at);

    descriptor media_;
    descriptor index_;
    std::vector<entry> waiting_;
    entry last_{};
    std::uint64_t end_ = 0;
    std::uint64_t index_end_ = 0;
    shared_bytes init_;
    std::int64_t broadcast_end_ = -1; ///< of the segment before, on the broadcast's time line
    std::int64_t shift_ = 0;
    bool broken_ = false;
};

} // namespace ahimmoyak::media::recording
