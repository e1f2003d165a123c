#include "contents/duration_probe.hpp"
#include "contents/file_type.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <limits>
#include <string>

using namespace ahimmoyak::contents;
using namespace std::string_literals;
using ahimmoyak::courses::content_type;

namespace {

std::string big(std::uint64_t value, int bytes)
{
    std::string out;
    for (int i = bytes - 1; i >= 0; --i)
        out += i < 8 ? static_cast<char>(value >> (8 * i)) : '\0';
    return out;
}

std::string box(std::string_view type, const std::string& content)
{
    return big(content.size() + 8, 4) + std::string{type} + content;
}
std::string wide_box(std::string_view type, const std::string& content)
{
    return big(1, 4) + std::string{type} + big(content.size() + 16, 8) + content;
}
std::string mvhd(std::uint32_t timescale, std::uint32_t duration)
{
    return box("mvhd", big(0, 4) + big(0, 8) + big(timescale, 4) + big(duration, 4) + std::string(80, '\0'));
}
std::string wide_mvhd(std::uint32_t timescale, std::uint64_t duration)
{
    return box("mvhd",
               big(1, 1) + big(0, 3) + big(0, 16) + big(timescale, 4) + big(duration, 8) + std::string(80, '\0'));
}
const std::string ftyp = box("ftyp", "isom\0\0\0\1isom"s);

std::string element(std::uint32_t id, const std::string& content)
{
    std::string head = id > 0xFFFFFF ? big(id, 4) : id > 0xFFFF ? big(id, 3) : id > 0xFF ? big(id, 2) : big(id, 1);
    return head + big(0x0100000000000000ULL | content.size(), 8) + content;
}
std::string float64(double value) { return big(std::bit_cast<std::uint64_t>(value), 8); }
std::string float32(float value) { return big(std::bit_cast<std::uint32_t>(value), 4); }
const std::string webm_head = element(0x1A45DFA3, element(0x4282, "webm"));

std::optional<std::int64_t> probe(const std::string& file, file_type::container of)
{
    duration_probe asking{of, file.size()};
    int questions = 0;
    while (const auto wanted = asking.wants()) {
        REQUIRE(++questions <= 501);
        REQUIRE(wanted->length <= 4096);
        asking.take(wanted->offset < file.size() ? std::string_view{file}.substr(wanted->offset, wanted->length)
                                                 : std::string_view{});
    }
    return asking.seconds();
}

} // namespace

TEST_CASE("how long a video is stands in its header")
{
    constexpr auto mp4 = file_type::container::iso_media;
    constexpr auto mkv = file_type::container::matroska;
    const auto data = box("mdat", std::string(5000, 'x'));
    const auto other = box("free", "free");
    struct row {
        std::string_view name;
        std::string file;
        file_type::container of;
        std::optional<std::int64_t> seconds;
    };
    for (const auto& each : std::vector<row>{
             {"header first", ftyp + box("moov", other + mvhd(1000, 12'400)) + data, mp4, 12},
             {"header last", ftyp + data + other + box("moov", mvhd(600, 600 * 3661)), mp4, 3661},
             {"rounded up", ftyp + box("moov", mvhd(1000, 12'600)), mp4, 13},
             {"never zero", ftyp + box("moov", mvhd(1000, 20)), mp4, 1},
             {"64-bit duration", ftyp + box("moov", wide_mvhd(90'000, 90'000ULL * 7200)), mp4, 7200},
             {"64-bit sizes", ftyp + wide_box("mdat", std::string(99, 'x')) + wide_box("moov", mvhd(1, 5)), mp4, 5},
             {"moov to the end", ftyp + big(0, 4) + "moov" + mvhd(1, 9), mp4, 9},
             {"fragmented", ftyp + box("moov", mvhd(1000, 0) + box("mvex", box("mehd", big(0, 4) + big(30'000, 4)))),
              mp4, 30},
             {"fragmented, 64-bit",
              ftyp +
                  box("moov", mvhd(1000, 0) + box("mvex", other + box("mehd", big(1, 1) + big(0, 3) + big(31'000, 8)))),
              mp4, 31},
             {"fragmented, not told", ftyp + box("moov", mvhd(1000, 0) + box("mvex", other)), mp4, std::nullopt},
             {"no time scale", ftyp + box("moov", mvhd(0, 5)), mp4, std::nullopt},
             {"no header", ftyp + data, mp4, std::nullopt},
             {"empty", "", mp4, std::nullopt},
             {"size of zero length", ftyp + big(3, 4) + "moov", mp4, std::nullopt},
             {"size beyond the file", ftyp + big(0xFFFFFFF0, 4) + "mdat", mp4, std::nullopt},
             {"size that wraps", ftyp + big(1, 4) + "mdat" + big(UINT64_MAX, 8), mp4, std::nullopt},
             {"WebM",
              webm_head + element(0x18538067, element(0xEC, std::string(9, '\0')) +
                                                  element(0x1549A966, element(0x2AD7B1, big(1'000'000, 3)) +
                                                                          element(0x4489, float64(75'400)))),
              mkv, 75},
             {"WebM, short float, default scale",
              webm_head + element(0x18538067, element(0x1549A966, element(0x4489, float32(9'600)))), mkv, 10},
             {"WebM of a browser's recorder",
              webm_head + "\x18\x53\x80\x67\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s +
                  element(0x1549A966, element(0x2AD7B1, big(1'000'000, 3))) + element(0x1F43B675, "pictures"),
              mkv, std::nullopt},
             {"WebM, unknown size, told",
              webm_head + "\x18\x53\x80\x67\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s +
                  element(0x1549A966, element(0x4489, float64(2000))),
              mkv, 2},
             {"WebM, not a number",
              webm_head +
                  element(0x18538067,
                          element(0x1549A966, element(0x4489, float64(std::numeric_limits<double>::quiet_NaN())))),
              mkv, std::nullopt},
             {"WebM, without end",
              webm_head + element(0x18538067, element(0x1549A966, element(0x4489, float64(1e300)))), mkv, std::nullopt},
             {"WebM, cut",
              (webm_head + element(0x18538067, element(0x1549A966, element(0x4489, float64(2000)))))
                  .substr(0, webm_head.size() + 30),
              mkv, std::nullopt}}) {
        CAPTURE(each.name);
        CHECK(probe(each.file, each.of) == each.seconds);
    }
}

TEST_CASE("any bytes do no harm")
{
    const auto mp4 = ftyp + box("moov", mvhd(1000, 0) + box("mvex", box("mehd", big(0, 4) + big(30'000, 4))));
    const auto mkv = webm_head + element(0x18538067, element(0x1549A966, element(0x2AD7B1, big(1'000'000, 3)) +
                                                                             element(0x4489, float64(75'400))));
    std::uint64_t seed = 7;
    const auto dice = [&] { return (seed = seed * 6364136223846793005ULL + 1442695040888963407ULL) >> 33; };
    for (const auto& good : {mp4, mkv}) {
        for (std::size_t cut = 0; cut <= good.size(); ++cut)
            for (const auto of : {file_type::container::iso_media, file_type::container::matroska})
                probe(good.substr(0, cut), of);
        for (int round = 0; round < 5000; ++round) {
            auto bad = good;
            for (int i = 0; i < 4; ++i)
                bad[dice() % bad.size()] = static_cast<char>(dice());
            probe(bad, file_type::container::iso_media);
            probe(bad, file_type::container::matroska);
            type_of(bad, "mp4");
        }
    }
}

TEST_CASE("a file is what its bytes say")
{
    struct row {
        std::string bytes;
        std::string_view suffix, mime;
    };
    for (const auto& each : std::vector<row>{
             {ftyp, "pdf", "video/mp4"},
             {box("ftyp", "qt  \0\0\0\0"s), "mov", "video/quicktime"},
             {box("moov", "x"), "mov", "video/quicktime"},
             {box("ftyp", "M4A \0\0\0\0"s), "m4a", "audio/mp4"},
             {box("ftyp", "heic\0\0\0\0"s), "heic", "image/heic"},
             {webm_head, "mp4", "video/webm"},
             {element(0x1A45DFA3, element(0x4282, "matroska")), "mkv", "video/x-matroska"},
             {"%PDF-1.7\n", "pdf", "application/pdf"},
             {"\x89PNG\r\n\x1A\n123"s, "png", "image/png"},
             {"\xFF\xD8\xFF\xE0"s, "jpg", "image/jpeg"},
             {"GIF89a", "gif", "image/gif"},
             {"RIFF\1\1\1\1WEBP"s, "webp", "image/webp"},
             {"PK\3\4abc", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
             {"PK\3\4abc", "hwpx", "application/hwp+zip"},
             {"PK\3\4abc", "exe", "application/zip"},
             {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s, "hwp", "application/x-hwp"},
             {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s, "msi", ""},
             {"안녕하세요", "txt", "text/plain; charset=utf-8"},
             {std::string(4094, 'x') + "\xEC\x95", "txt", "text/plain; charset=utf-8"}, // cut within a character
             {"cut \xEC\x95", "txt", ""},
             {"<script>", "html", ""},
             {"<svg>", "svg", ""},
             {"MZ\x90\0"s, "txt", ""},
             {"\x7F"
              "ELF",
              "mp4", ""},
             {"plain", "mp4", ""},
             {"", "mp4", ""},
             {"", "", ""}}) {
        CAPTURE(each.mime);
        CAPTURE(each.suffix);
        const auto found = type_of(each.bytes, each.suffix);
        CHECK((found ? found->mime : "") == each.mime);
        if (found)
            CHECK(found->fits(content_type::VIDEO) == each.mime.starts_with("video/"));
    }
    CHECK(suffix_of("강의.MP4") == "mp4");
    CHECK(suffix_of("a.tar.gz") == "gz");
    CHECK(suffix_of("none").empty());
    CHECK(suffix_of("dot.").empty());
}
