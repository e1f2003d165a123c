#pragma once

#include "base/words.hpp"

#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace ahimmoyak::tables {

/// A row that has something in it. Cells are UTF-8 as they were written, empty ones too; the last is not empty.
struct row {
    std::int64_t number = 0; ///< counted from 1, as the spreadsheet shows it
    std::vector<std::string> cells;
};

struct table {
    std::vector<row> rows;
};

/// What a file may have at most; more is refused, and never held in memory.
struct limits {
    std::size_t bytes = std::size_t{5} * 1024 * 1024; ///< of the file
    std::size_t rows = 10'000;
    std::size_t columns = 100;
    std::size_t cell_bytes = 4'000;
    std::size_t text_bytes = std::size_t{8} * 1024 * 1024;      ///< of all cells together
    std::size_t inflated_bytes = std::size_t{48} * 1024 * 1024; ///< of the parts of an XLSX that are read
};

/// Why a file is not read, in words that say what to change.
struct refusal {
    refusal() = default;
    refusal(std::string is, words says) : code{std::move(is)}, message{std::move(says)} {}
    std::string code;
    words message;
};

template <class T = void>
using result = boost::system::result<T, refusal>;

[[noreturn]] inline void throw_exception_from_error(const refusal& why, const boost::source_location&)
{
    throw std::runtime_error{why.message.en};
}

/// The refusals of both kinds of files.
namespace refused {
refusal too_large(const limits& by);
refusal too_many_rows(const limits& by);
refusal too_many_columns(const limits& by, const std::string& place);
refusal cell_too_long(const std::string& place);
refusal too_much_text();
} // namespace refused

} // namespace ahimmoyak::tables
