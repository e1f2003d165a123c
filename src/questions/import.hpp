#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"
#include "questions/draft.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Questions out of a file of another program.
namespace ahimmoyak::questions {

inline constexpr std::size_t most_imported = 2'000;
inline constexpr std::size_t most_import_bytes = std::size_t{5} * 1024 * 1024;

enum class question_file : std::uint8_t {
    TABLE, ///< XLSX or CSV
    GIFT   ///< Moodle's text format
};
BOOST_DESCRIBE_ENUM(question_file, TABLE, GIFT)

enum class question_import_outcome : std::uint8_t { ADD, UNCHANGED, ERROR };
BOOST_DESCRIBE_ENUM(question_import_outcome, ADD, UNCHANGED, ERROR)

/// A question of the file and what would become of it.
struct question_line {
    std::int64_t row = 0;
    std::string words;
    written_question question; ///< when nothing is wrong
    std::string fingerprint;
    question_import_outcome outcome = question_import_outcome::ADD;
    std::vector<issue> issues; ///< what is wrong, or what is left out
};

struct question_sheet {
    std::vector<question_line> lines;
    std::vector<std::string> ignored_columns;
};

/// Reads a file and checks each question as the form of one is checked. Throws the 422 of a file that cannot be read
/// at all.
question_sheet questions_in(std::string_view bytes, question_file format);

/// Judges what was just read by what is in the bank already.
void judge_questions(db::connection& in, institution_id of, question_sheet& sheet);

std::int64_t count_of(const question_sheet& sheet, question_import_outcome what);

} // namespace ahimmoyak::questions
