#include "tables/archive.hpp"

#include <zip.h>

namespace ahimmoyak::tables {

namespace {

constexpr zip_int64_t most_parts = 2'000;

struct file_closer {
    void operator()(zip_file_t* which) const { zip_fclose(which); }
};

refusal locked()
{
    return {"encrypted",
            {"암호가 걸린 파일입니다. 암호를 풀고 다시 올리세요.",
             "The file is protected by a password. Remove the password and try again."}};
}

refusal bomb()
{
    return {"too_large_inside",
            {"압축을 풀면 너무 큰 파일입니다. 필요한 내용만 새 파일에 옮겨 저장하세요.",
             "The file is too large once it is unpacked. Copy what is needed into a new file."}};
}

} // namespace

refusal damaged_workbook()
{
    return {
        "malformed",
        {"엑셀 파일(.xlsx)이 아니거나 손상되었습니다. 엑셀에서 열어 다시 저장한 뒤 올리세요.",
         "This is no Excel workbook (.xlsx), or it is damaged. Open it in Excel, save it again, and try once more."}};
}

void archive::closer::operator()(zip* which) const { zip_discard(which); }

result<archive> archive::open(std::string_view bytes, const limits& by)
{
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (!source)
        return damaged_workbook();
    zip* opened = zip_open_from_source(source, ZIP_RDONLY, nullptr);
    if (!opened) {
        zip_source_free(source);
        return damaged_workbook();
    }
    archive made{opened, by.inflated_bytes};
    if (zip_get_num_entries(opened, 0) > most_parts)
        return damaged_workbook();
    return made;
}

bool archive::has(const std::string& part) const
{
    return zip_name_locate(zip_.get(), part.c_str(), ZIP_FL_NOCASE) >= 0;
}

result<> archive::read(const std::string& part, xml::reader& into)
{
    const auto at = zip_name_locate(zip_.get(), part.c_str(), ZIP_FL_NOCASE);
    if (at < 0)
        return damaged_workbook();
    const std::unique_ptr<zip_file_t, file_closer> file{zip_fopen_index(zip_.get(), static_cast<zip_uint64_t>(at), 0)};
    if (!file) {
        const auto why = zip_error_code_zip(zip_get_error(zip_.get()));
        return why == ZIP_ER_NOPASSWD || why == ZIP_ER_ENCRNOTSUPP ? locked() : damaged_workbook();
    }
    return xml::read(
        [&](std::span<char> buffer) -> result<std::size_t> {
            const auto got = zip_fread(file.get(), buffer.data(), buffer.size());
            if (got < 0)
                return damaged_workbook();
            if (static_cast<std::size_t>(got) > budget_)
                return bomb();
            budget_ -= static_cast<std::size_t>(got);
            return static_cast<std::size_t>(got);
        },
        into);
}

} // namespace ahimmoyak::tables
