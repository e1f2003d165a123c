#pragma once

#include "db/value.hpp"

#include <string>
#include <string_view>

/// Many values as one argument, so that a statement for each of them need not go to a database server and back.
namespace ahimmoyak::db {

/// Ids for one_of_listed (db/query.hpp).
class id_list {
public:
    template <class Ids>
    explicit id_list(const Ids& all)
    {
        for (const auto& each : all)
            add(each.value);
    }
    std::string_view text() const { return text_; }

private:
    void add(std::int64_t value);
    std::string text_;
};

template <>
struct column<id_list> {
    static parameter put(const id_list& all) { return column<std::string_view>::put(all.text()); }
};

/// Rows for from_rows (db/query.hpp); in them are numbers, truths, days and texts.
class row_list {
public:
    template <class... Cells>
    void add(const Cells&... cells)
    {
        begin_row();
        (add_cell(column<std::decay_t<Cells>>::put(cells)), ...);
        text_.back() = ']';
        ++count_;
    }
    bool empty() const { return count_ == 0; }
    /// What there is so far, as the statement takes it.
    std::string text() const { return empty() ? "[]" : text_ + ']'; }

private:
    void begin_row();
    void add_cell(const parameter& value);
    std::string text_;
    std::size_t count_ = 0;
};

} // namespace ahimmoyak::db
