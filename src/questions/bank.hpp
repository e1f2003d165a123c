#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"
#include "questions/question.hpp"

#include <optional>
#include <string_view>
#include <vector>

/// What exams draw from a bank. Every function works in the caller's transaction.
namespace ahimmoyak::questions {

/// A question of the bank with what its newest version says.
struct banked_question {
    question_id id;
    question_version_id version_id;
    question_kind kind = question_kind::CHOICE;
    questions::difficulty difficulty = questions::difficulty::MEDIUM;
    std::int64_t points = 0;
    question_document document;
};

/// What of a question a paper is drawn by.
struct drawable {
    question_id id;
    question_version_id version_id;
    question_kind kind = question_kind::CHOICE;
    std::int64_t points = 0;
};
BOOST_DESCRIBE_STRUCT(drawable, (), (id, version_id, kind, points))

/// Nothing for what is another institution's, or was removed from the bank.
std::optional<banked_question> find_question(db::connection& in, institution_id of, question_id which);

/// What a draw may choose from: all questions with a tag (as it was written) and of a difficulty, where one is named.
/// In the order of ids.
std::vector<drawable> candidates(db::connection& in, institution_id of, std::optional<std::string_view> tag,
                                 std::optional<difficulty> how_hard);

} // namespace ahimmoyak::questions
