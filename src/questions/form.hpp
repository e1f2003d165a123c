#pragma once

#include "questions/question.hpp"

/// Questions as the institution writes and reads them.
namespace ahimmoyak::questions {

using tag_name = text<1, 30>;

inline constexpr std::size_t most_tags = 10;

/// Of an exam that draws it, unless the exam says otherwise.
using point_count = whole<1, 1000, 10>;

struct written_question {
    question_document document;
    questions::difficulty difficulty = questions::difficulty::MEDIUM;
    point_count points;
    json::list<tag_name, 0, most_tags> tags;
};
BOOST_DESCRIBE_STRUCT(written_question, (), (document, difficulty, points, tags))

/// A row of the bank.
struct banked_summary {
    question_id id;
    question_kind kind = question_kind::CHOICE;
    questions::difficulty difficulty = questions::difficulty::MEDIUM;
    std::int64_t points = 0;
    std::string words; ///< of the content, cut when it is long
    std::vector<std::string> tags;
    std::int64_t version = 0;
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(banked_summary, (), (id, kind, difficulty, points, words, tags, version, updated_at))

struct shown_question {
    question_id id;
    question_document document;
    questions::difficulty difficulty = questions::difficulty::MEDIUM;
    std::int64_t points = 0;
    std::vector<std::string> tags;
    std::int64_t version = 0; ///< the ETag
    timestamp created_at{};
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(shown_question, (), (id, document, difficulty, points, tags, version, created_at, updated_at))

} // namespace ahimmoyak::questions
