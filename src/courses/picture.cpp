#include "courses/picture.hpp"

namespace ahimmoyak::courses {

using namespace std::string_view_literals;

namespace {

std::int64_t at(std::string_view bytes, std::size_t place)
{
    return place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0;
}
std::int64_t big16(std::string_view bytes, std::size_t place) { return at(bytes, place) << 8 | at(bytes, place + 1); }
std::int64_t big32(std::string_view bytes, std::size_t place)
{
    return big16(bytes, place) << 16 | big16(bytes, place + 2);
}
std::int64_t little(std::string_view bytes, std::size_t place, int count)
{
    std::int64_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value << 8 | at(bytes, place + static_cast<std::size_t>(i));
    return value;
}

// ITU-T T.81, B.2.2: the first frame header says the size.
std::optional<picture_facts> jpeg(std::string_view bytes)
{
    std::size_t here = 2;
    while (here + 9 < bytes.size()) {
        if (at(bytes, here) != 0xFF)
            return std::nullopt;
        const auto marker = at(bytes, here + 1);
        if (marker == 0xFF) {
            ++here;
            continue;
        }
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame)
            return picture_facts{"image/jpeg", big16(bytes, here + 7), big16(bytes, here + 5)};
        here += 2 + static_cast<std::size_t>(big16(bytes, here + 2));
    }
    return std::nullopt;
}

// RFC 9649: simple lossy, simple lossless, extended.
std::optional<picture_facts> webp(std::string_view bytes)
{
    const auto chunk = bytes.substr(12, 4);
    if (chunk == "VP8 ")
        return picture_facts{"image/webp", little(bytes, 26, 2) & 0x3FFF, little(bytes, 28, 2) & 0x3FFF};
    if (chunk == "VP8L") {
        const auto packed = little(bytes, 21, 4);
        return picture_facts{"image/webp", (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1};
    }
    if (chunk == "VP8X")
        return picture_facts{"image/webp", little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1};
    return std::nullopt;
}

} // namespace

std::optional<picture_facts> picture_in(std::string_view bytes)
{
    std::optional<picture_facts> found;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv) && bytes.size() > 24 && bytes.substr(12, 4) == "IHDR")
        found = picture_facts{"image/png", big32(bytes, 16), big32(bytes, 20)};
    else if (bytes.starts_with("\xFF\xD8\xFF"sv))
        found = jpeg(bytes);
    else if (bytes.starts_with("RIFF") && bytes.size() > 30 && bytes.substr(8, 4) == "WEBP")
        found = webp(bytes);
    if (found && (found->width < 1 || found->height < 1))
        return std::nullopt;
    return found;
}

} // namespace ahimmoyak::courses
