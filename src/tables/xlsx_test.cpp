#include "tables/cells.hpp"
#include "tables/write.hpp"
#include "tables/xlsx.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <zip.h>

using namespace ahimmoyak::tables;

namespace {

/// An archive of these parts, as another program would write it.
std::string zipped(const std::map<std::string, std::string>& parts)
{
    zip_source_t* to = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(to);
    zip_t* archive = zip_open_from_source(to, ZIP_TRUNCATE, nullptr);
    REQUIRE(archive);
    for (const auto& [name, content] : parts)
        REQUIRE(zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0),
                             ZIP_FL_ENC_UTF_8) >= 0);
    REQUIRE(zip_close(archive) == 0);
    REQUIRE(zip_source_open(to) == 0);
    zip_source_seek(to, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(to)), '\0');
    zip_source_seek(to, 0, SEEK_SET);
    zip_source_read(to, bytes.data(), bytes.size());
    zip_source_close(to);
    zip_source_free(to);
    return bytes;
}

/// A workbook with this inside of sheetData, and these strings.
struct test_workbook {
    std::string rows{};
    std::string strings{};      ///< inside of <sst>
    std::string styles{};       ///< inside of <styleSheet>
    std::string properties{};   ///< attributes of <workbookPr>
    std::string before_sheet{}; ///< at the very beginning of the sheet's part
    std::string sheets = R"(<sheet name="명단" sheetId="1" r:id="rId1"/>)";
    std::map<std::string, std::string> more{}; ///< other parts, or these instead

    std::string bytes() const;
};

std::string test_workbook::bytes() const
{
    const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    const std::string relations =
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    std::map<std::string, std::string> parts = more;
    parts.try_emplace("_rels/.rels", xml + relations + R"(<Relationship Id="rId1" Type=")" + office +
                                         R"(/officeDocument" Target="xl/workbook.xml"/></Relationships>)");
    parts.try_emplace("xl/workbook.xml", xml + R"(<workbook xmlns:r=")" + office + R"("><workbookPr )" + properties +
                                             "/><sheets>" + sheets + "</sheets></workbook>");
    parts.try_emplace("xl/_rels/workbook.xml.rels",
                      xml + relations + R"(<Relationship Id="rId1" Type=")" + office +
                          R"(/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type=")" + office +
                          R"(/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type=")" + office +
                          R"(/styles" Target="styles.xml"/></Relationships>)");
    parts.try_emplace("xl/sharedStrings.xml", xml + "<sst>" + strings + "</sst>");
    parts.try_emplace("xl/styles.xml", xml + "<styleSheet>" + styles + "</styleSheet>");
    parts.try_emplace("xl/worksheets/sheet1.xml",
                      before_sheet + "<worksheet><sheetData>" + rows + "</sheetData><mergeCells/></worksheet>");
    return zipped(parts);
}

std::string said(const result<table>& read)
{
    if (!read)
        return "refused: " + read.error().code;
    std::string all;
    for (const auto& row : read->rows) {
        all += std::to_string(row.number) + ":";
        for (const auto& cell : row.cells)
            all += cell + "|";
        all += " ";
    }
    return all;
}

std::string said(const test_workbook& of, const limits& by = {}) { return said(read_xlsx(of.bytes(), by)); }

std::string repeated(const std::string& what, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += what;
    return all;
}

} // namespace

TEST_CASE("the cells of a workbook are read as text")
{
    const test_workbook book{
        .rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
                   <row r="3"><c r="A3" t="inlineStr"><is><r><t>박</t></r><r><t xml:space="preserve"> 영</t></r></is></c>
                   <c r="B3"><v>1012345678</v></c><c r="C3"><v>1.0123456780000001E10</v></c><c r="D3"><v>0.1</v></c>
                   <c r="E3" t="b"><v>1</v></c><c r="F3" s="9"/></row>
                   <row r="4"><c r="B4" s="1"/></row>
                   <row r="5"><c r="A5" s="1"><v>46351</v></c><c r="B5" s="2"><v>46351.75</v></c><c r="C5" s="3"><v>0.5</v></c></row>
                   <row><c><v>7</v></c><c><v>8</v></c></row>)",
        .strings = "<si><t>이름</t></si><si><r><t>메</t></r><r><t>일</t></r><rPh><t>reading aid</t></rPh></si>",
        .styles = R"(<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;년&quot; m/d"/></numFmts>
                     <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
                     <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="20"/></cellXfs>)"};
    CHECK(said(book) ==
          "1:이름||메일| 3:박 영|1012345678|10123456780|0.1|TRUE| 5:2026-11-25|2026-11-25 18:00:00|12:00:00| "
          "6:7|8| ");
}

TEST_CASE("the first visible sheet is read, and days of either calendar")
{
    test_workbook book{
        .rows = R"(<row r="1"><c r="A1" s="0"><v>0</v></c></row>)",
        .styles = R"(<cellXfs><xf numFmtId="14"/></cellXfs>)",
        .properties = R"(date1904="1")",
        .sheets =
            R"(<sheet name="h" sheetId="1" state="hidden" r:id="rId9"/><sheet name="v" sheetId="2" r:id="rId1"/>)"};
    CHECK(said(book) == "1:1904-01-01| ");
    CHECK(date_text(1, false) == "1900-01-01");
    CHECK(date_text(59, false) == "1900-02-28");
    CHECK(date_text(61, false) == "1900-03-01");
    CHECK_FALSE(date_text(3'000'000, false));
    CHECK_FALSE(date_text(-1, false));
    CHECK(is_date_format("[$-412]yyyy\"년\" mm"));
    CHECK_FALSE(is_date_format("[Red]0.00\"days\""));
    CHECK_FALSE(is_date_format("General"));
}

TEST_CASE("names of cells")
{
    CHECK(to_text({7, 2}) == "C7");
    CHECK(to_text({1, 26}) == "AA1");
    CHECK(to_text({1'048'576, 16'383}) == "XFD1048576");
    for (const std::string name : {"A1", "Z9", "AA10", "XFD1048576"}) {
        CAPTURE(name);
        CHECK(to_text(place_from(name).value()) == name);
    }
    for (const std::string name :
         {"", "A", "1", "A0", "a1", "A1B", "XFE1", "A1048577", "AAAAAAAAAAAAAAAAAAAA1", "A99999999999999999999"}) {
        CAPTURE(name);
        CHECK_FALSE(place_from(name));
    }
}

TEST_CASE("a formula is refused by the name of its cell, an error too")
{
    const auto formula =
        read_xlsx(test_workbook{.rows = R"(<row r="2"><c r="C2"><f>1+1</f><v>2</v></c></row>)"}.bytes());
    REQUIRE(formula.has_error());
    CHECK(formula.error().code == "formula");
    CHECK(formula.error().message.en.starts_with("C2: "));
    CHECK(said({.rows = R"(<row><c><f t="shared" si="0"/></c></row>)"}) == "refused: formula");
    CHECK(said({.rows = R"(<row><c t="e"><v>#N/A</v></c></row>)"}) == "refused: error_cell");
}

TEST_CASE("a workbook stays within the limits")
{
    const limits few{.rows = 2, .columns = 3, .cell_bytes = 5, .text_bytes = 12, .inflated_bytes = 100'000};
    const std::string row = "<row><c><v>1</v></c></row>";
    CHECK(said({.rows = row + row}, few) == "1:1| 2:1| ");
    CHECK(said({.rows = row + row + row}, few) == "refused: too_many_rows");
    CHECK(said({.rows = row + repeated("<row><c/></row>", 100)}, few) == "1:1| ");
    CHECK(said({.rows = R"(<row r="1"><c r="D1"><v>1</v></c></row>)"}, few) == "refused: too_many_columns");
    CHECK(said({.rows = R"(<row r="1"><c r="D1"/></row>)"}, few).empty());
    CHECK(said({.rows = R"(<row><c t="str"><v>abcdef</v></c></row>)"}, few) == "refused: cell_too_long");
    CHECK(said({.rows = R"(<row><c t="s"><v>0</v></c></row>)",
                .strings = "<si><t>" + std::string(5'000, 'a') + "</t></si>"},
               few) == "refused: cell_too_long");
    CHECK(said({.rows = row, .strings = "<si><t>" + std::string(50'000, 'a') + "</t></si>"}, few) == "1:1| ");
    CHECK(said({.rows = repeated(R"(<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>)", 2),
                .strings = "<si><t>abcd</t></si>"},
               few) == "refused: too_much_text");
    CHECK(said(read_xlsx(test_workbook{.rows = row}.bytes(), {.bytes = 100})) == "refused: too_large");
}

TEST_CASE("what is small outside and large inside is refused")
{
    const limits few{.inflated_bytes = std::size_t{1024} * 1024};
    const auto spaces = std::string(std::size_t{8} * 1024 * 1024, ' ');
    CHECK(said({.rows = spaces}, few) == "refused: too_large_inside");
    CHECK(said({.strings = "<si><t>a</t></si>" + spaces}, few) == "refused: too_large_inside");
    CHECK(said({.styles = spaces}, few) == "refused: too_large_inside");
    CHECK(said({.rows = "<row><c><is><t>" + std::string(std::size_t{3} * 1024 * 1024, 'a')}, {}) ==
          "refused: cell_too_long");
    // One token that never ends, and one that is longer than any may be.
    CHECK(said({.rows = "<row r=\"" + std::string(std::size_t{2} * 1024 * 1024, '1') + "\"/>"}) ==
          "refused: malformed");
    CHECK(said({.rows = "<!--" + std::string(std::size_t{2} * 1024 * 1024, 'a') + "-->"}) == "refused: malformed");
}

TEST_CASE("dangerous XML is refused")
{
    const std::string laughs = R"(<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>)";
    CHECK(said({.rows = R"(<row><c t="inlineStr"><is><t>&b;</t></is></c></row>)", .before_sheet = laughs}) ==
          "refused: malformed");
    CHECK(said({.before_sheet = R"(<!DOCTYPE w SYSTEM "file:///etc/passwd">)"}) == "refused: malformed");
    CHECK(said({.rows = repeated("<row>", 1'000)}) == "refused: malformed");
    CHECK(said({.strings = repeated("<r>", 100'000)}) == "refused: malformed");
    CHECK(said({.rows = "<row><c>&undefined;</c></row>"}) == "refused: malformed");
    CHECK(said({.rows = "<row><c></row></c>"}) == "refused: malformed");
    CHECK(said({.before_sheet = "<?xml version=\"1.0\" encoding=\"EBCDIC-INT\"?>"}) == "refused: malformed");
}

TEST_CASE("a workbook that contradicts itself is refused")
{
    const std::vector<test_workbook> broken{
        {.rows = R"(<row r="2"/><row r="2"/>)"},
        {.rows = R"(<row r="0"/>)"},
        {.rows = R"(<row r="99999999"/>)"},
        {.rows = R"(<row r="-1"/>)"},
        {.rows = R"(<row r="1"><c r="A2"/></row>)"},
        {.rows = R"(<row r="1"><c r="B1"/><c r="A1"/></row>)"},
        {.rows = R"(<row><row/></row>)"},
        {.rows = R"(<row><c><c/></c></row>)"},
        {.rows = R"(<row><c t="s"><v>0</v></c></row>)"},
        {.rows = R"(<row><c t="s"><v>-1</v></c></row>)"},
        {.rows = R"(<row><c t="s"><v>99999999999999999999</v></c></row>)"},
        {.sheets = ""},
        {.sheets = R"(<sheet name="x" r:id="rId7"/>)"},
        {.more = {{"_rels/.rels", "<Relationships/>"}}},
        {.more = {{"_rels/.rels", "no XML"}}},
        {.more = {{"xl/_rels/workbook.xml.rels", ""}}},
    };
    for (const auto& each : broken) {
        CAPTURE(each.rows);
        CHECK(said(each) == "refused: malformed");
    }
    CHECK(said(read_xlsx(zipped({{"a", "b"}}))) == "refused: malformed");
    CHECK(said(read_xlsx("")) == "refused: malformed");
}

TEST_CASE("a workbook that was cut or changed anywhere is refused or read, never worse")
{
    const auto whole =
        test_workbook{.rows = R"(<row><c t="s"><v>0</v></c></row>)", .strings = "<si><t>a</t></si>"}.bytes();
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        CAPTURE(cut);
        CHECK(said(read_xlsx(std::string_view{whole}.substr(0, cut))) == "refused: malformed");
        auto changed = whole;
        changed[cut] = static_cast<char>(changed[cut] ^ 0x41);
        (void)read_xlsx(changed);
    }
}

TEST_CASE("what is written is read again, and is never a formula")
{
    const sheet list{"명단",
                     {{"이름", 12}, {"이메일"}},
                     {{"김민수", "kim@example.kr"}, {"=1+1", ""}, {"", "<&\">'"}, {"01012345678", "-1"}}};
    const auto bytes = write_xlsx({list, {"안내", {{"쓰는 법"}}, {{"첫 줄은 그대로 두세요."}}}});
    REQUIRE(bytes);
    CHECK(said(read_xlsx(*bytes)) == "1:이름|이메일| 2:김민수|kim@example.kr| 3:=1+1| 4:|<&\">'| 5:01012345678|-1| ");
}
