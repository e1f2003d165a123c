#include "chat/word_filter.hpp"

#include <algorithm>

namespace ahimmoyak::chat {

namespace {

/// Characters that are seen as nothing, or as a gap: no-break space, soft hyphen, Hangul fillers, zero-width ones,
/// the spaces and dots of U+2000 to U+206F and of U+3000, the full-width ones that equal ASCII punctuation.
bool is_gap(char32_t c)
{
    return c == 0xA0 || c == 0xAD || c == 0xB7 || c == 0x115F || c == 0x1160 || (c >= 0x2000 && c <= 0x206F) ||
           (c >= 0x3000 && c <= 0x3002) || c == 0x3164 || c == 0x30FB || c == 0x318D || c == 0xFEFF || c == 0xFFA0 ||
           (c >= 0xFE00 && c <= 0xFE0F);
}

/// The full-width letters and digits are the usual ones in other clothes.
char32_t narrow(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c; }

void put(std::string& out, std::string_view bytes, char32_t c)
{
    if (c >= 0x80) {
        out.append(bytes);
        return;
    }
    if (c >= 'A' && c <= 'Z')
        c += 'a' - 'A';
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        out += static_cast<char>(c);
}

} // namespace

std::string word_filter::bare(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        const auto bytes = text.substr(at, length);
        at += length;
        char32_t c = length == 1 ? first : first & (0xFFU >> (length + 1));
        for (std::size_t i = 1; i < bytes.size(); ++i)
            c = (c << 6) | (static_cast<unsigned char>(bytes[i]) & 0x3F);
        if (!is_gap(c))
            put(out, bytes, narrow(c));
    }
    return out;
}

word_filter::word_filter(const std::vector<std::string>& words)
{
    for (const auto& each : words)
        if (auto word = bare(each); !word.empty())
            words_.push_back(std::move(word));
}

bool word_filter::allows(std::string_view content) const
{
    if (words_.empty())
        return true;
    const auto said = bare(content);
    return std::none_of(words_.begin(), words_.end(),
                        [&](const auto& each) { return said.find(each) != std::string::npos; });
}

} // namespace ahimmoyak::chat
