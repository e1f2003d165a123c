#pragma once

#include "base/problem.hpp"
#include "questions/form.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::questions {

/// A question as a file says it: nothing of it is checked yet.
struct draft {
    struct option {
        std::string text;
        bool correct = false;
    };
    struct line {
        std::string title;
        std::int64_t share = 0;
    };
    std::int64_t row = 0; ///< of the sheet, or the line of the text that it begins in
    question_kind kind = question_kind::CHOICE;
    std::string words;
    std::vector<option> choices;
    std::vector<std::string> accepted;
    std::optional<double> number;
    std::optional<double> tolerance;
    std::vector<line> rubric;
    std::string explanation;
    std::optional<questions::difficulty> difficulty;
    std::optional<std::int64_t> points;
    std::vector<std::string> tags;
    std::vector<issue> issues; ///< why it cannot be read; pointers as those of faults_of()
    std::vector<issue> notes;  ///< what of it is left out

    void fail(std::string_view pointer, std::string_view code, ahimmoyak::words why)
    {
        issues.push_back({std::string{pointer}, std::string{code}, std::move(why)});
    }
    void note(std::string_view pointer, std::string_view code, ahimmoyak::words what)
    {
        notes.push_back({std::string{pointer}, std::string{code}, std::move(what)});
    }
};

/// Without white space at its ends.
std::string_view trimmed(std::string_view text);
/// A decimal number and nothing else; neither infinite nor no number.
std::optional<double> number_of(std::string_view text);
/// As it is written in files: the shortest that is read as the same.
std::string text_of(double number);
/// What can be the name of a tag, of a longer text.
std::string tag_of(std::string_view text);

} // namespace ahimmoyak::questions
