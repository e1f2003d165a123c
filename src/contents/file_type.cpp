#include "contents/file_type.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::contents {

using namespace std::string_view_literals;

namespace {

using kind = file_type::container;

file_type video(std::string_view mime, kind holds) { return {std::string{mime}, holds, true}; }
file_type material(std::string_view mime) { return {std::string{mime}, kind::none, false}; }

// ISO/IEC 14496-12, 4.3: the first box is ftyp, its brand says what for.
std::optional<file_type> iso_media(std::string_view bytes)
{
    const auto box = bytes.substr(std::min<std::size_t>(4, bytes.size()), 4);
    if (box == "moov" || box == "mdat" || box == "wide") // QuickTime before it had brands
        return video("video/quicktime", kind::iso_media);
    if (box != "ftyp" || bytes.size() < 12)
        return std::nullopt;
    const auto brand = bytes.substr(8, 4);
    if (brand == "heic" || brand == "heix" || brand == "mif1" || brand == "avif" || brand == "avis")
        return material(brand.starts_with("av") ? "image/avif" : "image/heic");
    if (brand.starts_with("M4A") || brand.starts_with("M4B"))
        return material("audio/mp4");
    return video(brand == "qt  " ? "video/quicktime" : "video/mp4", kind::iso_media);
}

std::string_view office_type(std::string_view suffix)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> known{{
        {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
        {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"hwpx", "application/hwp+zip"},
        {"odt", "application/vnd.oasis.opendocument.text"},
        {"odp", "application/vnd.oasis.opendocument.presentation"},
        {"ods", "application/vnd.oasis.opendocument.spreadsheet"},
        {"zip", "application/zip"},
    }};
    const auto* found =
        std::find_if(known.begin(), known.end(), [&](const auto& each) { return each.first == suffix; });
    return found == known.end() ? "application/zip" : found->second;
}

std::string_view compound_type(std::string_view suffix)
{
    if (suffix == "hwp")
        return "application/x-hwp";
    if (suffix == "doc")
        return "application/msword";
    if (suffix == "xls")
        return "application/vnd.ms-excel";
    if (suffix == "ppt")
        return "application/vnd.ms-powerpoint";
    return {};
}

bool is_plain_text(std::string_view bytes)
{
    // Where the file goes on, the bytes may end within a character.
    const std::size_t most_cut = bytes.size() == telling_bytes ? 3 : 0;
    for (std::size_t cut = 0; cut <= most_cut; ++cut) {
        const auto whole = bytes.substr(0, bytes.size() - cut);
        if (!is_utf8(whole))
            continue;
        return std::none_of(whole.begin(), whole.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
        });
    }
    return false;
}

} // namespace

std::string suffix_of(std::string_view filename)
{
    const auto dot = filename.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == filename.size())
        return {};
    std::string suffix{filename.substr(dot + 1)};
    for (auto& c : suffix)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return suffix;
}

std::optional<file_type> type_of(std::string_view bytes, std::string_view suffix)
{
    if (const auto media = iso_media(bytes))
        return media;
    if (bytes.starts_with("\x1A\x45\xDF\xA3"sv)) // EBML; the document type follows within its header
        return video(bytes.substr(0, 64).find("webm") != std::string_view::npos ? "video/webm" : "video/x-matroska",
                     kind::matroska);
    if (bytes.starts_with("RIFF") && bytes.substr(std::min<std::size_t>(8, bytes.size()), 4) == "AVI ")
        return video("video/x-msvideo", kind::none);
    if (bytes.starts_with("%PDF-"))
        return material("application/pdf");
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv))
        return material("image/png");
    if (bytes.starts_with("\xFF\xD8\xFF"sv))
        return material("image/jpeg");
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a"))
        return material("image/gif");
    if (bytes.starts_with("RIFF") && bytes.substr(std::min<std::size_t>(8, bytes.size()), 4) == "WEBP")
        return material("image/webp");
    if (bytes.starts_with("PK\x03\x04"sv))
        return material(office_type(suffix));
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) {
        const auto mime = compound_type(suffix);
        return mime.empty() ? std::nullopt : std::optional{material(mime)};
    }
    if (bytes.starts_with("HWP Document File"))
        return material("application/x-hwp");
    if ((suffix == "txt" || suffix == "csv" || suffix == "md") && is_plain_text(bytes))
        return material("text/plain; charset=utf-8");
    return std::nullopt;
}

} // namespace ahimmoyak::contents
