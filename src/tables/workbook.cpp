#include "tables/workbook.hpp"

#include "tables/cells.hpp"

#include <map>
#include <set>

namespace ahimmoyak::tables {

namespace {

constexpr std::size_t most_strings = 500'000;
constexpr std::size_t most_bytes_of_strings = std::size_t{24} * 1024 * 1024;
constexpr std::size_t most_styles = 65'536;
constexpr std::size_t most_relations = 10'000;

struct relation {
    std::string id;
    std::string type;
    std::string target; ///< a part of the archive
};

// A target is relative to the folder of the part it is told for, or begins with a slash.
std::string part_of(std::string_view target, const std::string& folder)
{
    if (target.starts_with('/'))
        return std::string{target.substr(1)};
    if (target.starts_with("./"))
        target.remove_prefix(2);
    return folder + std::string{target};
}

class relations final : public xml::reader {
public:
    explicit relations(std::string folder) : folder_{std::move(folder)} {}

    void opened(std::string_view name, const xml::attributes& with) override
    {
        if (name != "Relationship" || with.find("TargetMode") == "External")
            return;
        if (found_.size() == most_relations)
            return refuse(damaged_workbook());
        found_.push_back({std::string{with.find("Id").value_or("")}, std::string{with.find("Type").value_or("")},
                          part_of(with.find("Target").value_or(""), folder_)});
    }

    /// Of the kind whose name its type ends with.
    const relation* of_kind(std::string_view kind) const
    {
        for (const auto& each : found_)
            if (each.type.ends_with(kind))
                return &each;
        return nullptr;
    }
    const relation* of_id(std::string_view id) const
    {
        for (const auto& each : found_)
            if (each.id == id)
                return &each;
        return nullptr;
    }

private:
    std::string folder_;
    std::vector<relation> found_;
};

class workbook_reader final : public xml::reader {
public:
    void opened(std::string_view name, const xml::attributes& with) override
    {
        if (name == "workbookPr") {
            const auto told = with.find("date1904").value_or("0");
            since_1904 = told == "1" || told == "true";
        } else if (name == "sheet" && sheet.empty() && with.find("state").value_or("visible") == "visible") {
            sheet = with.find("id").value_or("");
        }
    }

    std::string sheet; ///< the id of its relation
    bool since_1904 = false;
};

class styles_reader final : public xml::reader {
public:
    explicit styles_reader(std::vector<bool>& into) : into_{into} {}

    void opened(std::string_view name, const xml::attributes& with) override
    {
        if (name == "numFmt" && dates_.size() < most_styles) {
            if (is_date_format(with.find("formatCode").value_or("")))
                dates_.insert(with.number("numFmtId").value_or(0));
        } else if (name == "cellXfs") {
            in_cells_ = true;
        } else if (in_cells_ && name == "xf") {
            if (into_.size() == most_styles)
                return refuse(damaged_workbook());
            const auto format = with.number("numFmtId").value_or(0);
            into_.push_back(is_date_format(format) || dates_.contains(format));
        }
    }
    void closed(std::string_view name) override
    {
        if (name == "cellXfs")
            finish();
    }

private:
    std::vector<bool>& into_;
    std::set<std::int64_t> dates_;
    bool in_cells_ = false;
};

/// Rich text is joined; the reading aids of East Asian text (rPh) are no part of it.
class strings_reader final : public xml::reader {
public:
    strings_reader(shared_strings& into, const limits& by) : into_{into}, by_{by} {}

    void opened(std::string_view name, const xml::attributes&) override
    {
        in_text_ = name == "t" && !in_aid_;
        in_aid_ = in_aid_ || name == "rPh";
    }
    void closed(std::string_view name) override
    {
        in_text_ = false;
        if (name == "rPh")
            in_aid_ = false;
        if (name != "si")
            return;
        if (into_.size() == most_strings)
            return refuse(refused::too_much_text());
        into_.end_one();
    }
    void text(std::string_view more) override
    {
        // Of a text that is too long for a cell as much is kept as shows that it is.
        if (!in_text_ || into_.bytes_of_last() > by_.cell_bytes)
            return;
        if (into_.bytes() + more.size() > most_bytes_of_strings)
            return refuse(refused::too_much_text());
        into_.append(more);
    }

private:
    shared_strings& into_;
    const limits& by_;
    bool in_text_ = false;
    bool in_aid_ = false;
};

std::string folder_of(const std::string& part)
{
    const auto slash = part.rfind('/');
    return slash == std::string::npos ? std::string{} : part.substr(0, slash + 1);
}

} // namespace

std::string_view shared_strings::at(std::size_t which) const
{
    const auto begin = which == 0 ? 0 : ends_[which - 1];
    return std::string_view{text_}.substr(begin, ends_[which] - begin);
}

result<workbook> read_workbook(archive& from, const limits& by)
{
    relations of_package{""};
    if (auto read = from.read("_rels/.rels", of_package); !read)
        return read.error();
    const auto* main = of_package.of_kind("/officeDocument");
    if (!main)
        return damaged_workbook();

    workbook_reader told;
    if (auto read = from.read(main->target, told); !read)
        return read.error();
    const auto folder = folder_of(main->target);
    relations of_workbook{folder};
    if (auto read = from.read(folder + "_rels/" + main->target.substr(folder.size()) + ".rels", of_workbook); !read)
        return read.error();
    const auto* sheet = of_workbook.of_id(told.sheet);
    if (told.sheet.empty() || !sheet)
        return damaged_workbook();

    workbook found;
    found.sheet = sheet->target;
    found.since_1904 = told.since_1904;
    if (const auto* styles = of_workbook.of_kind("/styles")) {
        styles_reader into{found.styles_of_dates};
        if (auto read = from.read(styles->target, into); !read)
            return read.error();
    }
    if (const auto* strings = of_workbook.of_kind("/sharedStrings")) {
        strings_reader into{found.strings, by};
        if (auto read = from.read(strings->target, into); !read)
            return read.error();
    }
    return std::move(found);
}

} // namespace ahimmoyak::tables
