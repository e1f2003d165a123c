#pragma once

#include "questions/draft.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What stands in the cells of a bank's spreadsheet: pure.
namespace ahimmoyak::questions::cells {

/// "Short answer (needed)" is shortanswer.
std::string plain_word(std::string_view written);

/// What a person calls a kind. `truth` is set for O/X, which is a choice of two.
std::optional<question_kind> kind_of(std::string_view written, bool& truth);
std::optional<difficulty> difficulty_of(std::string_view written);

/// Of "a | b" or of lines: a backslash before | makes it a character of a part.
std::vector<std::string> parts_of(std::string_view cell);
std::string joined(const std::vector<std::string>& parts);

/// Of "2", "②", "보기 2" or a choice's own words: which it is, from 0.
std::optional<std::size_t> choice_of(std::string_view written, const std::vector<draft::option>& choices);
/// The parts of "1, 3".
std::vector<std::string> numbers_in(std::string_view cell);

/// "원인 60", "원인: 60%".
std::optional<draft::line> rubric_line_of(std::string_view written);

} // namespace ahimmoyak::questions::cells
