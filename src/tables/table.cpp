#include "tables/table.hpp"

namespace ahimmoyak::tables::refused {

refusal too_large(const limits& by)
{
    return {"too_large", say("파일이 너무 큽니다. {}MB까지 읽을 수 있습니다.",
                             "The file is too large; at most {} MB are read.", by.bytes / 1024 / 1024)};
}

refusal too_many_rows(const limits& by)
{
    return {"too_many_rows", say("행이 너무 많습니다. 제목 행까지 {}행을 읽을 수 있습니다. 파일을 나누세요.",
                                 "There are too many rows: at most {} with the headings. Split the file.", by.rows)};
}

refusal too_many_columns(const limits& by, const std::string& place)
{
    return {"too_many_columns",
            say("{}: 열이 너무 많습니다. {}열까지 읽을 수 있습니다. 쓰지 않는 열을 지우세요.",
                "{}: there are too many columns, at most {}. Delete those that are not needed.", place, by.columns)};
}

refusal cell_too_long(const std::string& place)
{
    return {"cell_too_long", say("{}: 칸의 내용이 너무 깁니다.", "{}: the text of this cell is too long.", place)};
}

refusal too_much_text()
{
    return {"too_much_text",
            {"파일에 글이 너무 많습니다. 파일을 나누세요.", "There is too much text; split the file."}};
}

} // namespace ahimmoyak::tables::refused
