#pragma once

#include "base/values.hpp"
#include "courses/rich_text.hpp"
#include "json/codec.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ahimmoyak::questions {

struct question_tag;
struct question_version_tag;
struct question_picture_tag;
using question_id = id<question_tag>;
using question_version_id = id<question_version_tag>;
using picture_id = id<question_picture_tag>;

enum class question_kind : std::uint8_t {
    CHOICE,          ///< one of its choices
    MULTIPLE_CHOICE, ///< all of the right ones and none of the others
    SHORT_ANSWER,    ///< one of the accepted forms; case, width and white space do not matter
    NUMERIC,         ///< a number, within a tolerance
    ESSAY            ///< read by a person
};
BOOST_DESCRIBE_ENUM(question_kind, CHOICE, MULTIPLE_CHOICE, SHORT_ANSWER, NUMERIC, ESSAY)

enum class difficulty : std::uint8_t { EASY, MEDIUM, HARD };
BOOST_DESCRIBE_ENUM(difficulty, EASY, MEDIUM, HARD)

struct choice {
    text<1, 500> text;
    bool correct = false;
};
BOOST_DESCRIBE_STRUCT(choice, (), (text, correct))

/// A line of an essay's rubric: what is looked for, and its share of the question's points.
struct criterion {
    text<1, 200> title;
    whole<1, 100> share;
};
BOOST_DESCRIBE_STRUCT(criterion, (), (title, share))

/// Shown below the words; `alt` says what is on it, to who cannot see it.
struct question_picture {
    picture_id id;
    text<1, 300> alt;
};
BOOST_DESCRIBE_STRUCT(question_picture, (), (id, alt))

/// What a question asks and what is right: kept as JSON in question_version.document.
struct question_document {
    question_kind kind = question_kind::CHOICE;
    courses::rich_text content;
    json::list<choice, 0, 10> choices;        ///< CHOICE, MULTIPLE_CHOICE: 2 to 10
    json::list<text<1, 200>, 0, 20> accepted; ///< SHORT_ANSWER: at least one
    std::optional<double> number;             ///< NUMERIC
    std::optional<double> tolerance;          ///< NUMERIC: how far off is still right; none: 0
    json::list<criterion, 0, 10> rubric;      ///< ESSAY: may be empty
    std::optional<text<1, 2000>> explanation; ///< shown with the result
    std::optional<question_picture> picture;
};
BOOST_DESCRIBE_STRUCT(question_document, (),
                      (kind, content, choices, accepted, number, tolerance, rubric, explanation, picture))

/// What a trainee answered: kept as JSON in exam_answer.response. Choices are counted as the document has them,
/// from 0, however they were shuffled on the paper.
struct response {
    json::list<whole<0, 9>, 0, 10> choices;
    std::optional<text<0, 20'000>> text; ///< SHORT_ANSWER, ESSAY
    std::optional<double> number;        ///< NUMERIC
};
BOOST_DESCRIBE_STRUCT(response, (), (choices, text, number))

} // namespace ahimmoyak::questions
