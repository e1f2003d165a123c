#pragma once

#include "questions/question.hpp"

/// Whether an answer is right: pure.
namespace ahimmoyak::questions {

/// Nothing: a person has to read it (an ESSAY). An empty answer is wrong, an essay's too.
std::optional<bool> is_correct(const question_document& asked, const response& answered);

/// Whether it answers the kind of question at all: no choice that it does not have, no text where a number is asked.
bool fits(const question_document& asked, const response& answered);

bool is_empty(const response& answered);

} // namespace ahimmoyak::questions
