#include "questions/fold.hpp"

#include <cstdint>
#include <optional>

namespace ahimmoyak::questions {

namespace {

constexpr char32_t nothing = 0xFFFF'FFFF;

// The next code point; nothing for a byte that begins none, which is then taken alone.
std::optional<char32_t> next_code_point(std::string_view& from)
{
    const auto first = static_cast<unsigned char>(from.front());
    const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (length == 0 || first > 0xF4 || from.size() < length)
        return std::nullopt;
    auto point = static_cast<char32_t>(length == 1 ? first : first & (0x7FU >> length));
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(from[i]);
        if ((byte & 0xC0) != 0x80)
            return std::nullopt;
        point = point << 6 | (byte & 0x3FU);
    }
    from.remove_prefix(length);
    return point;
}

void append(std::string& out, char32_t point)
{
    const auto byte = [&out](char32_t value) { out += static_cast<char>(value); };
    if (point < 0x80)
        return byte(point);
    if (point < 0x800) {
        byte(0xC0 | point >> 6);
    } else {
        if (point < 0x1'0000) {
            byte(0xE0 | point >> 12);
        } else {
            byte(0xF0 | point >> 18);
            byte(0x80 | (point >> 12 & 0x3F));
        }
        byte(0x80 | (point >> 6 & 0x3F));
    }
    byte(0x80 | (point & 0x3F));
}

bool within(char32_t point, char32_t first, char32_t last) { return point >= first && point <= last; }

bool is_space(char32_t point)
{
    return within(point, 0x09, 0x0D) || point == ' ' || point == 0x85 || point == 0xA0 ||
           within(point, 0x2000, 0x200D) || within(point, 0x2028, 0x2029) || point == 0x202F || point == 0x205F ||
           point == 0x2060 || point == 0x3000 || point == 0xFEFF;
}

// What phones and word processors put in the place of what was typed.
char32_t plain(char32_t point)
{
    if (within(point, 0xFF01, 0xFF5E)) // full-width ASCII
        return point - 0xFEE0;
    switch (point) {
    case 0x2018:
    case 0x2019:
    case 0x2032:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x2033:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return '-';
    default:
        return point;
    }
}

char32_t small(char32_t point)
{
    if (within(point, 'A', 'Z'))
        return point + 0x20;
    if ((within(point, 0xC0, 0xDE) && point != 0xD7) || (within(point, 0x391, 0x3A9) && point != 0x3A2) ||
        within(point, 0x410, 0x42F))
        return point + 0x20;
    if (within(point, 0x400, 0x40F))
        return point + 0x50;
    // Latin Extended-A goes in pairs, which begin with an odd number in two stretches.
    if (within(point, 0x100, 0x137) || within(point, 0x14A, 0x177))
        return point == 0x130 || point == 0x131 ? point : point | 1;
    if (within(point, 0x139, 0x148) || within(point, 0x179, 0x17E))
        return point % 2 == 1 ? point + 1 : point;
    return point;
}

// Some systems write a syllable as its letters one after the other: what they make together, or nothing.
char32_t composed(char32_t before, char32_t point)
{
    constexpr char32_t syllables = 0xAC00;
    constexpr char32_t leads = 0x1100;
    constexpr char32_t vowels = 0x1161;
    constexpr char32_t tails = 0x11A7;
    if (within(before, leads, leads + 18) && within(point, vowels, vowels + 20))
        return syllables + ((before - leads) * 21 + (point - vowels)) * 28;
    if (within(before, syllables, 0xD7A3) && (before - syllables) % 28 == 0 && within(point, tails + 1, tails + 27))
        return before + (point - tails);
    return nothing;
}

} // namespace

std::string folded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    std::optional<char32_t> held; // may be the beginning of a syllable
    const auto let_go = [&] {
        if (held)
            append(out, *held);
        held.reset();
    };
    while (!text.empty()) {
        const auto point = next_code_point(text);
        if (!point) {
            let_go();
            out += text.front();
            text.remove_prefix(1);
            continue;
        }
        if (is_space(*point))
            continue;
        const auto read = small(plain(*point));
        if (const auto syllable = held ? composed(*held, read) : nothing; syllable != nothing) {
            held = syllable;
            continue;
        }
        let_go();
        held = read;
    }
    let_go();
    return out;
}

} // namespace ahimmoyak::questions
