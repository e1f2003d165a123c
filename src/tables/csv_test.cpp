#include "tables/csv.hpp"
#include "tables/read.hpp"

#include <doctest/doctest.h>

using namespace ahimmoyak::tables;
using namespace std::string_literals;

namespace {

/// Rows as "number: cell|cell", or the code of the refusal.
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

} // namespace

TEST_CASE("CSV is read as RFC 4180 and spreadsheets have it")
{
    const std::vector<std::pair<std::string, std::string>> samples{
        {"a,b\r\nc,d\r\n", "1:a|b| 2:c|d| "},
        {"a,b\nc,d", "1:a|b| 2:c|d| "},
        {"a,b\rc,d", "1:a|b| 2:c|d| "},
        {"\xEF\xBB\xBF이름,이메일\n", "1:이름|이메일| "},
        {"a;b,c;d\n", "1:a|b,c|d| "},
        {"a\tb\n", "1:a|b| "},
        {"\"a,\"\"b\"\"\",c\n", "1:a,\"b\"|c| "},
        {"\"two\r\nlines\",c\nd\n", "1:two\r\nlines|c| 2:d| "},
        {"a\n\n\nb\n", "1:a| 4:b| "},
        {"a,,\n,,\n,b,\n", "1:a| 3:|b| "},
        {"5\" tape,x\n", "1:5\" tape|x| "},
        {"\"\"\n", ""},
        {"a,", "1:a| "},
        {"\n\r\n", ""},
    };
    for (const auto& [bytes, expected] : samples) {
        CAPTURE(bytes);
        CHECK(said(read_csv(bytes)) == expected);
    }
}

TEST_CASE("CSV comes in the encodings that Korean spreadsheets save")
{
    CHECK(said(read_csv("\xC0\xCC\xB8\xA7,\xB1\xE8\xB9\xCE\xBC\xF6\r\n")) ==
          "1:이름|김민수| ");                            // EUC-KR's part of CP949
    CHECK(said(read_csv("\x8C\x63,a\n")) == "1:똠|a| "); // a syllable that only CP949 has
    CHECK(said(read_csv("\xFF\xFE\x74\xC7\x09\x00\x84\xB9\x0D\x00\x0A\x00"s)) == "1:이|름| ");
    CHECK(said(read_csv("\xFE\xFF\xC7\x74\x00\x09\xB9\x84"s)) == "1:이|름| ");
}

TEST_CASE("CSV that cannot be meant is refused")
{
    for (const auto& bytes :
         {"a,b\0c\n"s, "\xFF\xFF\xFF\xFF"s, "a,\xC0"s, "\xFF\xFE\x00\xD8\x00"s, "\xFF\xFE\x00\xD8\x41\x00"s}) {
        CAPTURE(bytes);
        CHECK(said(read_csv(bytes)) == "refused: encoding");
    }
    const auto open = read_csv("a\n\"b,c\nd\n");
    REQUIRE(open.has_error());
    CHECK(open.error().code == "quote");
    CHECK(open.error().message.en == "Row 2: a quotation mark is not closed properly.");
    CHECK(said(read_csv("\"a\" b,c\n")) == "refused: quote");
}

TEST_CASE("CSV stays within its limits")
{
    const limits few{.bytes = 1000, .rows = 2, .columns = 3, .cell_bytes = 5, .text_bytes = 12};
    CHECK(said(read_csv("a\nb\n", few)) == "1:a| 2:b| ");
    CHECK(said(read_csv("a\n\n,,,,,\nb\n", few)) == "1:a| 4:b| ");
    CHECK(said(read_csv("a\nb\nc\n", few)) == "refused: too_many_rows");
    CHECK(said(read_csv("a,b,c,d\n", few)) == "refused: too_many_columns");
    CHECK(said(read_csv("abcdef\n", few)) == "refused: cell_too_long");
    CHECK(said(read_csv("\"abcdef\"\n", few)) == "refused: cell_too_long");
    CHECK(said(read_csv("abcde,abcde\nabcde\n", few)) == "refused: too_much_text");
    CHECK(said(read_csv(std::string(1001, 'a'), few)) == "refused: too_large");
    CHECK(said(read_csv(std::string(1000, ','), few)).empty());
}

TEST_CASE("a file is known by what is in it")
{
    CHECK(said(read_table("a,b\n")) == "1:a|b| ");
    CHECK(said(read_table("")) == "refused: empty_file");
    CHECK(said(read_table("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more")) == "refused: old_workbook");
    CHECK(said(read_table("%PDF-1.7")) == "refused: no_table");
    CHECK(said(read_table("PK\x03\x04 and no archive")) == "refused: malformed");
}
