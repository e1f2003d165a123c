#include "tables/read.hpp"

#include "tables/csv.hpp"
#include "tables/xlsx.hpp"

namespace ahimmoyak::tables {

result<table> read_table(std::string_view bytes, const limits& by)
{
    using namespace std::string_view_literals;
    if (bytes.empty())
        return refusal{"empty_file", {"빈 파일입니다.", "The file is empty."}};
    if (bytes.starts_with("PK\x03\x04"sv))
        return read_xlsx(bytes, by);
    // The container of Excel 97-2003, and of workbooks that are locked with a password.
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv))
        return refusal{
            "old_workbook",
            {"예전 엑셀 파일(.xls)이거나 암호가 걸린 파일입니다. 암호 없이 ‘Excel 통합 문서(.xlsx)’로 저장해 "
             "올리세요.",
             "This is a workbook of an old Excel (.xls) or one with a password. Save it as .xlsx without "
             "a password and try again."}};
    if (bytes.starts_with("%PDF"sv))
        return refusal{"no_table", {"엑셀이나 CSV 파일을 올리세요.", "Choose an Excel or CSV file."}};
    return read_csv(bytes, by);
}

} // namespace ahimmoyak::tables
