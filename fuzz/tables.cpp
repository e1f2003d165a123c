#include "tables/read.hpp"

#include <array>
#include <string>
#include <string_view>
#include <zip.h>

using namespace ahimmoyak::tables;

namespace {

constexpr std::string_view package =
    R"(<Relationships><Relationship Id="a" Type="/officeDocument" Target="w.xml"/></Relationships>)";
constexpr std::string_view book = R"(<workbook><sheets><sheet id="a"/></sheets></workbook>)";
constexpr std::string_view relations =
    R"(<Relationships><Relationship Id="a" Type="/worksheet" Target="s.xml"/><Relationship Id="b" Type="/sharedStrings" )"
    R"(Target="t.xml"/><Relationship Id="c" Type="/styles" Target="f.xml"/></Relationships>)";

// A whole archive around the sheet, strings and styles, which a fuzzer would never find the checksums of.
std::string archive_of(std::string_view parts)
{
    const auto take = [&parts] {
        const auto one = parts.substr(0, parts.find('\0'));
        parts.remove_prefix(std::min(parts.size(), one.size() + 1));
        return one;
    };
    const auto sheet = take();
    const auto strings = take();
    const auto styles = take();
    const std::array<std::pair<const char*, std::string_view>, 6> all{{{"_rels/.rels", package},
                                                                       {"w.xml", book},
                                                                       {"_rels/w.xml.rels", relations},
                                                                       {"s.xml", sheet},
                                                                       {"t.xml", strings},
                                                                       {"f.xml", styles}}};
    zip_source_t* to = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(to);
    zip_t* archive = zip_open_from_source(to, ZIP_TRUNCATE, nullptr);
    for (const auto& [name, content] : all) {
        const auto at = zip_file_add(archive, name, zip_source_buffer(archive, content.data(), content.size(), 0), 0);
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0);
    }
    zip_close(archive);
    zip_source_open(to);
    zip_source_seek(to, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(to)), '\0');
    zip_source_seek(to, 0, SEEK_SET);
    zip_source_read(to, bytes.data(), bytes.size());
    zip_source_close(to);
    zip_source_free(to);
    return bytes;
}

} // namespace

// A file, or after an x the parts of a workbook. What is read keeps to the limits and to its own rules.
extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size)
{
    const std::string_view given{data, size};
    const limits few{.rows = 200, .columns = 20, .cell_bytes = 200, .text_bytes = 10'000, .inflated_bytes = 500'000};
    const auto read = read_table(given.starts_with('x') ? archive_of(given.substr(1)) : std::string{given}, few);
    if (!read) {
        if (read.error().code.empty() || read.error().message.ko.empty())
            __builtin_trap();
        return 0;
    }
    std::int64_t last = 0;
    std::size_t text = 0;
    for (const auto& row : read->rows) {
        if (row.number <= last || row.cells.empty() || row.cells.back().empty() || row.cells.size() > few.columns)
            __builtin_trap();
        last = row.number;
        for (const auto& cell : row.cells) {
            text += cell.size();
            if (cell.size() > few.cell_bytes)
                __builtin_trap();
        }
    }
    if (read->rows.size() > few.rows || text > few.text_bytes)
        __builtin_trap();
    return 0;
}
