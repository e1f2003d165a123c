#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ahimmoyak::courses {

/// Pages make a picture smaller before they send it; what is larger was not sent by a page.
inline constexpr std::uint64_t most_picture_bytes = 1024 * 1024;
inline constexpr std::int64_t most_picture_side = 4'096;

/// What a picture is by its bytes.
struct picture_facts {
    std::string_view mime_type;
    std::int64_t width = 0;
    std::int64_t height = 0;
};

/// Nothing for what is no PNG, JPEG or WebP, or does not say its size. Pure.
std::optional<picture_facts> picture_in(std::string_view bytes);

} // namespace ahimmoyak::courses
