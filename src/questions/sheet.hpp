#pragma once

#include "base/words.hpp"
#include "questions/draft.hpp"
#include "tables/table.hpp"
#include "tables/write.hpp"

#include <span>
#include <string>
#include <vector>

/// A bank as a spreadsheet: a row for each question, under headings in Korean or English.
namespace ahimmoyak::questions {

struct read_rows {
    std::vector<draft> drafts;
    std::vector<std::string> ignored_columns; ///< headings that mean nothing here
};

/// Throws the 422 that says which heading is missing, or that there are no questions.
read_rows read_sheet(const tables::table& from);

std::vector<tables::sheet> bank_sheets(std::span<const written_question> all, language in);
/// Headings, a question of each kind, and how it is filled in.
std::vector<tables::sheet> template_sheets(language in);

} // namespace ahimmoyak::questions
