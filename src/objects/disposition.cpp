#include "objects/disposition.hpp"

#include <fmt/format.h>

namespace ahimmoyak::objects {

namespace {

std::string percent(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                           c == '.' || c == '_';
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

} // namespace

std::string disposition(const presentation& as)
{
    std::string plain;
    for (const char c : as.filename)
        if ((c & 0xC0) != 0x80) // one stroke for a character, however many bytes it has
            plain += c >= ' ' && c <= '~' && c != '"' && c != '\\' ? c : '_';
    return std::string{as.attachment ? "attachment" : "inline"} + "; filename=\"" + plain + "\"; filename*=UTF-8''" +
           percent(as.filename);
}

} // namespace ahimmoyak::objects
