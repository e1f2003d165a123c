#include "tables/csv.hpp"

#include "tables/encoding.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace ahimmoyak::tables {

namespace {

// The separator that the first row that has something has most of; a comma when it has none.
char separator_of(std::string_view text)
{
    constexpr std::array<char, 3> known{',', ';', '\t'};
    std::array<std::size_t, 3> seen{};
    bool quoted = false;
    bool something = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (c == '\r' || c == '\n') {
            if (something)
                break;
            continue;
        }
        something = true;
        for (std::size_t i = 0; i < known.size(); ++i)
            seen[i] += c == known[i] ? 1U : 0U;
    }
    return known[static_cast<std::size_t>(std::max_element(seen.begin(), seen.end()) - seen.begin())];
}

std::string place_of(std::int64_t row) { return fmt::format("{}행(row {})", row, row); }

class reading {
public:
    reading(std::string_view text, const limits& by) : left_{text}, by_{by}, separator_{separator_of(text)} {}

    result<table> all()
    {
        while (!left_.empty()) {
            ++row_.number;
            if (auto broken = read_row())
                return std::move(*broken);
            if (auto full = keep_row())
                return std::move(*full);
        }
        return std::move(found_);
    }

private:
    bool at_line_end() const { return left_.empty() || left_.front() == '\r' || left_.front() == '\n'; }
    bool at_cell_end() const { return at_line_end() || left_.front() == separator_; }
    void skip_line_end()
    {
        const bool two = left_.starts_with("\r\n");
        left_.remove_prefix(std::min<std::size_t>(left_.size(), two ? 2 : 1));
    }

    std::optional<refusal> read_row()
    {
        row_.cells.clear();
        for (;;) {
            cell_.clear();
            if (auto broken = left_.starts_with('"') ? read_quoted() : read_plain())
                return broken;
            if (cell_.size() > by_.cell_bytes)
                return refused::cell_too_long(place_of(row_.number));
            // Rows of nothing but separators are common; they are no reason to refuse a file.
            if (!cell_.empty()) {
                if (column_ >= by_.columns)
                    return refused::too_many_columns(by_, place_of(row_.number));
                row_.cells.resize(column_ + 1);
                row_.cells.back() = cell_;
            }
            ++column_;
            if (at_line_end())
                break;
            left_.remove_prefix(1);
        }
        skip_line_end();
        column_ = 0;
        return std::nullopt;
    }

    std::optional<refusal> read_plain()
    {
        const auto end = std::find_if(left_.begin(), left_.end(),
                                      [this](char c) { return c == separator_ || c == '\r' || c == '\n'; });
        const auto length = static_cast<std::size_t>(end - left_.begin());
        cell_ = left_.substr(0, length);
        left_.remove_prefix(length);
        return std::nullopt;
    }

    std::optional<refusal> read_quoted()
    {
        left_.remove_prefix(1);
        for (;;) {
            const auto quote = left_.find('"');
            if (quote == std::string_view::npos)
                return wrong_quote();
            cell_ += left_.substr(0, quote);
            left_.remove_prefix(quote + 1);
            if (!left_.starts_with('"'))
                break;
            cell_ += '"';
            left_.remove_prefix(1);
        }
        return at_cell_end() ? std::nullopt : std::optional{wrong_quote()};
    }

    refusal wrong_quote() const
    {
        return {"quote", say("{}행: 큰따옴표가 제대로 닫히지 않았습니다.",
                             "Row {}: a quotation mark is not closed properly.", row_.number)};
    }

    std::optional<refusal> keep_row()
    {
        if (row_.cells.empty())
            return std::nullopt;
        if (found_.rows.size() >= by_.rows)
            return refused::too_many_rows(by_);
        for (const auto& each : row_.cells)
            text_ += each.size();
        if (text_ > by_.text_bytes)
            return refused::too_much_text();
        found_.rows.push_back(row_);
        return std::nullopt;
    }

    std::string_view left_;
    const limits& by_;
    char separator_;
    row row_;
    std::string cell_;
    std::size_t column_ = 0;
    std::size_t text_ = 0;
    table found_;
};

} // namespace

result<table> read_csv(std::string_view bytes, const limits& by)
{
    if (bytes.size() > by.bytes)
        return refused::too_large(by);
    auto text = to_utf8(bytes);
    if (!text)
        return text.error();
    return reading{*text, by}.all();
}

} // namespace ahimmoyak::tables
