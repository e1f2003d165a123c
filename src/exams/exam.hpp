#pragma once

#include "courses/course.hpp"
#include "offerings/offering.hpp"
#include "questions/question.hpp"

#include <boost/describe.hpp>

#include <cstdint>

namespace ahimmoyak::exams {

struct exam_tag;
struct submission_tag;
using exam_id = id<exam_tag>;
using submission_id = id<submission_tag>; ///< one attempt of a trainee

enum class exam_kind : std::uint8_t {
    QUIZ,      ///< opens with its lesson
    MIDTERM,   ///< opens at half of the course's progress, as the rules say
    FINAL,     ///< opens at 80 %, as the rules say
    ASSIGNMENT ///< likewise
};
BOOST_DESCRIBE_ENUM(exam_kind, QUIZ, MIDTERM, FINAL, ASSIGNMENT)

enum class exam_state : std::uint8_t {
    DRAFT, ///< trainees do not see it
    OPEN,  ///< trainees may take it when its time and the rules allow
    CLOSED ///< nobody may begin any more
};
BOOST_DESCRIBE_ENUM(exam_state, DRAFT, OPEN, CLOSED)

enum class submission_state : std::uint8_t {
    OPEN,      ///< being written
    SUBMITTED, ///< handed in, something waits for a person
    MARKED     ///< all of it has its points
};
BOOST_DESCRIBE_ENUM(submission_state, OPEN, SUBMITTED, MARKED)

enum class handed_in_by : std::uint8_t { TRAINEE, SERVER };
BOOST_DESCRIBE_ENUM(handed_in_by, TRAINEE, SERVER)

enum class results_shown : std::uint8_t {
    SCORE_AT_ONCE,      ///< the score as soon as it is marked, never the answers
    ANSWERS_AT_ONCE,    ///< and what was right, with explanations
    ANSWERS_AFTER_CLOSE ///< the score at once, what was right when the exam is over for the offering
};
BOOST_DESCRIBE_ENUM(results_shown, SCORE_AT_ONCE, ANSWERS_AT_ONCE, ANSWERS_AFTER_CLOSE)

} // namespace ahimmoyak::exams
