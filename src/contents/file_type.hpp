#pragma once

#include "courses/course.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::contents {

/// How many of a file's first bytes tell its type.
inline constexpr std::size_t telling_bytes = 4096;

/// What a file is by its bytes; the suffix of its name only chooses among what looks the same (an
/// office document is a ZIP).
struct file_type {
    enum class container : std::uint8_t { none, iso_media, matroska };

    std::string mime;
    container holds = container::none; ///< of which a duration can be read
    bool video = false;

    bool fits(courses::content_type lesson) const { return video == (lesson == courses::content_type::VIDEO); }
};

/// Nothing for what the product does not take: programs, pages, unknown bytes.
std::optional<file_type> type_of(std::string_view first_bytes, std::string_view suffix);

/// The part of a name after its last dot, in lower case; empty when there is none.
std::string suffix_of(std::string_view filename);

} // namespace ahimmoyak::contents
