#include "base/cursor.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"

#include <sodium.h>

#include <charconv>

namespace ahimmoyak {

std::string cursor::to_text() const { return base64url(std::to_string(id) + ":" + key); }

std::optional<cursor> cursor::from(const std::optional<std::string>& text)
{
    if (!text || text->empty())
        return std::nullopt;
    std::string bytes(text->size(), '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    cursor made;
    if (text->size() <= 1000 &&
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text->data(), text->size(),
                          nullptr, &length, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
        end == text->data() + text->size()) {
        bytes.resize(length);
        const auto parsed = std::from_chars(bytes.data(), bytes.data() + bytes.size(), made.id);
        if (parsed.ec == std::errc{} && parsed.ptr != bytes.data() + bytes.size() && *parsed.ptr == ':' &&
            is_utf8(bytes) && bytes.find('\0') == std::string::npos) {
            made.key = bytes.substr(static_cast<std::size_t>(parsed.ptr - bytes.data()) + 1);
            return made;
        }
    }
    throw invalid(
        "/cursor", "cursor",
        {"앞 쪽의 nextCursor를 그대로 보내세요.", "Send the nextCursor of the page before as it was received."});
}

} // namespace ahimmoyak
