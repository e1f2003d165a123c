#pragma once

#include "contents/file_type.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ahimmoyak::contents {

/// Finds how long a video is, from a few short stretches of its file: of MP4 and MOV the movie header
/// (ISO/IEC 14496-12, 8.2.2 mvhd; 8.8.2 mehd when fragmented), of Matroska and WebM the segment's Info
/// (RFC 9559, 5.1.2). Pure: it says which bytes it wants and is given them, so any store can serve it.
/// Takes any bytes without harm and asks at most 500 times.
class duration_probe {
public:
    duration_probe(file_type::container of, std::uint64_t file_size);

    struct stretch {
        std::uint64_t offset = 0;
        std::size_t length = 0; ///< at most 4 KiB
    };
    /// The next bytes to be given to take(); nothing when it knows, or knows that it never will.
    std::optional<stretch> wants() const;
    /// The bytes asked for; fewer where the file ends.
    void take(std::string_view bytes);

    /// Whole seconds, rounded, at least 1.
    std::optional<std::int64_t> seconds() const { return seconds_; }

private:
    void take_box(std::string_view bytes);
    void take_movie_header(std::string_view bytes);
    void take_extends_header(std::string_view bytes);
    void take_element(std::string_view bytes);
    void take_info(std::string_view bytes);
    void finish(double seconds);
    void look(std::uint64_t at, std::size_t length, void (duration_probe::*then)(std::string_view));
    void skip_to(std::uint64_t next);
    void stop() { then_ = nullptr; }

    std::uint64_t end_;      ///< of what is being looked through
    std::uint64_t next_ = 0; ///< the box or element after the one being read
    std::uint32_t timescale_ = 0;
    int depth_ = 0; ///< 0: the file's top; 1: within moov or the segment; 2: within mvex
    int asked_ = 0;
    stretch wanted_{};
    void (duration_probe::*then_)(std::string_view) = nullptr;
    std::optional<std::int64_t> seconds_;
    file_type::container of_;
};

} // namespace ahimmoyak::contents
