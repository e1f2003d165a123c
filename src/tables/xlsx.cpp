#include "tables/xlsx.hpp"

#include "tables/cells.hpp"
#include "tables/workbook.hpp"

#include <charconv>

namespace ahimmoyak::tables {

namespace {

refusal formula_in(const std::string& place)
{
    return {"formula", say("{}: 수식이 들어 있습니다. 복사한 뒤 ‘값만 붙여넣기’로 바꾸어 올리세요.",
                           "{}: there is a formula in this cell. Replace it by its value (paste values only).", place)};
}

refusal error_in(const std::string& place)
{
    return {"error_cell", say("{}: 오류 값이 들어 있습니다.", "{}: there is an error in this cell.", place)};
}

template <class N>
std::optional<N> number_in(std::string_view text)
{
    N value{};
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    return ec == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

/// worksheet > sheetData > row > c > v, or is > t, or is > r > t.
class sheet_reader final : public xml::reader {
public:
    sheet_reader(const workbook& of, const limits& by) : of_{of}, by_{by} {}

    void opened(std::string_view name, const xml::attributes& with) override
    {
        if (name == "sheetData")
            in_data_ = true;
        else if (in_data_ && name == "row")
            begin_row(with);
        else if (in_row_ && name == "c")
            begin_cell(with);
        else if (in_cell_ && name == "f")
            refuse(formula_in(to_text(at_)));
        else if (in_cell_)
            in_text_ = !in_aid_ && (name == "v" || name == "t");
        if (in_cell_ && name == "rPh")
            in_aid_ = true;
    }

    void closed(std::string_view name) override
    {
        in_text_ = false;
        if (name == "rPh")
            in_aid_ = false;
        else if (in_cell_ && name == "c")
            end_cell();
        else if (in_row_ && name == "row")
            end_row();
        else if (name == "sheetData")
            finish();
    }

    void text(std::string_view more) override
    {
        if (!in_text_)
            return;
        if (written_.size() + more.size() > by_.cell_bytes)
            return refuse(refused::cell_too_long(to_text(at_)));
        written_ += more;
    }

    table take() { return std::move(found_); }

private:
    void begin_row(const xml::attributes& with)
    {
        const auto number = with.find("r") ? with.number("r").value_or(0) : row_.number + 1;
        if (in_row_ || number <= row_.number || number > last_row)
            return refuse(damaged_workbook());
        in_row_ = true;
        row_ = {number, {}};
        next_column_ = 0;
    }

    void begin_cell(const xml::attributes& with)
    {
        at_ = {row_.number, next_column_};
        if (const auto told = with.find("r")) {
            const auto where = place_from(*told);
            if (!where || where->row != row_.number || where->column < next_column_)
                return refuse(damaged_workbook());
            at_ = *where;
        }
        if (in_cell_ || at_.column > last_column)
            return refuse(damaged_workbook());
        next_column_ = at_.column + 1;
        in_cell_ = true;
        kind_ = with.find("t").value_or("n");
        style_ = static_cast<std::size_t>(with.number("s").value_or(0));
        written_.clear();
    }

    void end_cell()
    {
        in_cell_ = false;
        in_aid_ = false;
        if (kind_ == "e")
            return refuse(error_in(to_text(at_)));
        if (kind_ == "s" && !take_shared())
            return refuse(damaged_workbook());
        if (kind_ == "n")
            show_number();
        else if (kind_ == "b")
            written_ = written_ == "1" ? "TRUE" : "FALSE";
        if (written_.size() > by_.cell_bytes)
            return refuse(refused::cell_too_long(to_text(at_)));
        if (written_.empty())
            return;
        if (at_.column >= by_.columns)
            return refuse(refused::too_many_columns(by_, to_text(at_)));
        text_ += written_.size();
        if (text_ > by_.text_bytes)
            return refuse(refused::too_much_text());
        row_.cells.resize(at_.column + 1);
        row_.cells.back() = written_;
    }

    bool take_shared()
    {
        if (written_.empty())
            return true;
        const auto which = number_in<std::size_t>(written_);
        if (!which || *which >= of_.strings.size())
            return false;
        written_ = of_.strings.at(*which);
        return true;
    }

    // What is no number stays as it is written.
    void show_number()
    {
        const auto number = number_in<double>(written_);
        if (!number)
            return;
        auto day = of_.shows_date(style_) ? date_text(*number, of_.since_1904) : std::nullopt;
        written_ = day ? std::move(*day) : number_text(*number);
    }

    void end_row()
    {
        in_row_ = false;
        if (row_.cells.empty())
            return;
        if (found_.rows.size() >= by_.rows)
            return refuse(refused::too_many_rows(by_));
        found_.rows.push_back({row_.number, std::move(row_.cells)});
        row_.cells.clear();
    }

    const workbook& of_;
    const limits& by_;
    bool in_data_ = false;
    bool in_row_ = false;
    bool in_cell_ = false;
    bool in_text_ = false;
    bool in_aid_ = false;
    row row_;
    place at_;
    std::size_t next_column_ = 0;
    std::string kind_;
    std::size_t style_ = 0;
    std::string written_;
    std::size_t text_ = 0;
    table found_;
};

} // namespace

result<table> read_xlsx(std::string_view bytes, const limits& by)
{
    if (bytes.size() > by.bytes)
        return refused::too_large(by);
    auto package = archive::open(bytes, by);
    if (!package)
        return package.error();
    auto of = read_workbook(*package, by);
    if (!of)
        return of.error();
    sheet_reader into{*of, by};
    if (auto read = package->read(of->sheet, into); !read)
        return read.error();
    return into.take();
}

} // namespace ahimmoyak::tables
