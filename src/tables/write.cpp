#include "tables/write.hpp"

#include <algorithm>
#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

namespace ahimmoyak::tables {

namespace {

/// A file that has no place on the disk: the library wants a name to write to.
class memory_file {
public:
    memory_file() : descriptor_{memfd_create("workbook", MFD_CLOEXEC)} {}
    ~memory_file()
    {
        if (descriptor_ >= 0)
            close(descriptor_);
    }
    memory_file(memory_file&&) = delete;

    bool ok() const { return descriptor_ >= 0; }
    std::string name() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

    std::optional<std::string> content() const
    {
        std::string bytes(static_cast<std::size_t>(std::max<off_t>(lseek(descriptor_, 0, SEEK_END), 0)), '\0');
        std::size_t got = 0;
        while (got < bytes.size()) {
            const auto more = pread(descriptor_, bytes.data() + got, bytes.size() - got, static_cast<off_t>(got));
            if (more <= 0)
                return std::nullopt;
            got += static_cast<std::size_t>(more);
        }
        return bytes;
    }

private:
    int descriptor_;
};

// Columns are of text: what is typed there later keeps its zeros in front, as telephone numbers need it.
void write_sheet(lxw_workbook* book, const sheet& what, lxw_format* heading, lxw_format* text)
{
    auto* page = workbook_add_worksheet(book, what.name.c_str());
    if (!page)
        return;
    const auto last = static_cast<lxw_col_t>(what.columns.size() - 1);
    for (lxw_col_t i = 0; i <= last; ++i) {
        worksheet_set_column(page, i, i, what.columns[i].width, what.columns[i].of_numbers ? nullptr : text);
        worksheet_write_string(page, 0, i, what.columns[i].heading.c_str(), heading);
    }
    lxw_row_t at = 0;
    for (const auto& each : what.rows) {
        ++at;
        for (lxw_col_t i = 0; i < each.size(); ++i)
            if (each[i].empty())
                continue;
            else if (what.columns[i].of_numbers)
                worksheet_write_number(page, at, i, std::strtod(each[i].c_str(), nullptr), nullptr);
            else
                worksheet_write_string(page, at, i, each[i].c_str(), text);
    }
    worksheet_freeze_panes(page, 1, 0);
    if (what.with_filter)
        worksheet_autofilter(page, 0, 0, std::max<lxw_row_t>(at, 1), last);
}

} // namespace

std::optional<std::string> write_xlsx(const std::vector<sheet>& sheets)
{
    const memory_file file;
    if (!file.ok())
        return std::nullopt;
    const auto name = file.name();
    auto* book = workbook_new(name.c_str());
    if (!book)
        return std::nullopt;
    auto* heading = workbook_add_format(book);
    format_set_bold(heading);
    format_set_bg_color(heading, 0xE8EDF5);
    format_set_bottom(heading, LXW_BORDER_THIN);
    auto* text = workbook_add_format(book);
    format_set_num_format(text, "@");
    for (const auto& each : sheets)
        if (!each.columns.empty())
            write_sheet(book, each, heading, text);
    if (workbook_close(book) != LXW_NO_ERROR)
        return std::nullopt;
    return file.content();
}

} // namespace ahimmoyak::tables
