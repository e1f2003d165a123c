#pragma once

#include "questions/draft.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Moodle's GIFT: a bank as a text. Pure; what it reads may be anything.
namespace ahimmoyak::questions {

/// At most `most` of the questions in a UTF-8 text, with what cannot be read of them.
std::vector<draft> read_gift(std::string_view text, std::size_t most);

/// Tags stand in comments, as Moodle has them; points, difficulty and rubrics are not in the format.
std::string write_gift(std::span<const written_question> all);

} // namespace ahimmoyak::questions
