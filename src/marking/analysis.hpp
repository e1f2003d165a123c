#pragma once

#include "db/connection.hpp"
#include "exams/exam.hpp"
#include "marking/item_analysis.hpp"
#include "questions/question.hpp"

#include <string>
#include <vector>

/// The questions of an exam and what its attempts say of them: in the caller's transaction.
namespace ahimmoyak::marking {

struct analysed_choice : choice_count {
    std::string text;
    bool correct = false;
};
BOOST_DESCRIBE_STRUCT(analysed_choice, (choice_count), (text, correct))

/// One version of a question: another version asks something else.
struct analysed_item {
    questions::question_id question_id;
    questions::question_version_id question_version_id;
    std::int64_t position = 0; ///< on the papers, at first
    questions::question_kind kind = questions::question_kind::CHOICE;
    std::string words; ///< what it asks, in short
    std::optional<questions::question_picture> picture;
    std::int64_t points = 0;
    std::int64_t attempt_count = 0;
    std::int64_t unanswered_count = 0;
    std::optional<double> difficulty;       ///< the mean share of its points; high is easy
    std::optional<double> correlation;      ///< with the rest of the paper
    std::optional<double> group_difference; ///< between the best and the weakest 27 %
    std::int64_t group_size = 0;
    std::vector<analysed_choice> choices;
};
BOOST_DESCRIBE_STRUCT(analysed_item, (),
                      (question_id, question_version_id, position, kind, words, picture, points, attempt_count,
                       unanswered_count, difficulty, correlation, group_difference, group_size, choices))

/// From everybody's first attempt that is marked; of the first 200,000 answers.
std::vector<analysed_item> items_of(db::connection& in, exams::exam_id of);

} // namespace ahimmoyak::marking
