#pragma once

#include "db/connection.hpp"
#include "exams/known_questions.hpp"
#include "exams/sitting.hpp"
#include "questions/bank.hpp"

#include <random>
#include <string>
#include <vector>

/// Papers: made of an exam's questions, those that are drawn at random among them.
namespace ahimmoyak::exams {

/// What an exam's papers are made of, in order: either one question, or so many of the bank's.
struct part {
    std::optional<questions::question_id> question_id;
    std::int64_t drawn_count = 0;
    std::optional<std::string> drawn_tag;
    std::optional<questions::difficulty> drawn_difficulty;
    std::int64_t points = 1; ///< of each
};
BOOST_DESCRIBE_STRUCT(part, (), (question_id, drawn_count, drawn_tag, drawn_difficulty, points))

std::vector<part> parts_of(db::connection& in, exam_id of);
/// How many questions a paper has.
std::int64_t length_of(const std::vector<part>& parts);
/// And the points of all of them.
std::int64_t points_of(const std::vector<part>& parts);

/// A question that may stand on a paper.
using candidate = questions::drawable;

/// What the bank has for each part; for one question that question.
std::vector<std::vector<candidate>> candidates_for(db::connection& in, institution_id of,
                                                   const std::vector<part>& parts);

/// A part that cannot be filled whatever is drawn before it, with how many questions there are for it.
struct shortage {
    std::size_t part = 0;
    std::int64_t available = 0;
};
/// Pure.
std::optional<shortage> shortage_in(const std::vector<part>& parts, const std::vector<std::vector<candidate>>& from);

struct drawn_question {
    questions::question_version_id version_id;
    std::int64_t points = 1;
    std::vector<std::int64_t> choice_order; ///< the document's choices in the order of the paper
};

using chance = std::mt19937_64;
chance make_chance();

/// The questions of a paper in its order; none twice. Nothing when the candidates do not suffice. Pure.
std::optional<std::vector<drawn_question>>
draw(const std::vector<part>& parts, const std::vector<std::vector<candidate>>& from, bool shuffled, chance& by);

/// Reads, draws and shuffles. Throws the 409 when the bank has not enough questions any more.
std::vector<drawn_question> draw_paper(db::connection& in, const exam_facts& of, known_questions& known);

std::string to_text(const std::vector<std::int64_t>& choice_order);
std::vector<std::int64_t> choice_order_from(std::string_view text);

} // namespace ahimmoyak::exams
