#pragma once

#include "tables/archive.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a workbook says around its sheets.
namespace ahimmoyak::tables {

/// The texts that cells share, kept in one piece.
class shared_strings {
public:
    std::size_t size() const { return ends_.size(); }
    std::string_view at(std::size_t which) const;

    void append(std::string_view more) { text_ += more; }
    void end_one() { ends_.push_back(text_.size()); }
    std::size_t bytes() const { return text_.size(); }
    std::size_t bytes_of_last() const { return text_.size() - (ends_.empty() ? 0 : ends_.back()); }

private:
    std::string text_;
    std::vector<std::size_t> ends_;
};

struct workbook {
    std::string sheet; ///< the part of the first visible sheet
    bool since_1904 = false;
    shared_strings strings;
    std::vector<bool> styles_of_dates; ///< by the number of a cell's style

    bool shows_date(std::size_t style) const { return style < styles_of_dates.size() && styles_of_dates[style]; }
};

result<workbook> read_workbook(archive& from, const limits& by);

} // namespace ahimmoyak::tables
