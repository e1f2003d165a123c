#pragma once

#include "base/problem.hpp"
#include "questions/form.hpp"

/// What a question must be, and what two questions have in common: pure.
namespace ahimmoyak::questions {

/// Leaves out what questions of its kind do not have, and tags that are named twice.
void tidy(written_question& what);

/// Everything that is wrong with a tidy question that its fields alone do not show; pointers begin with /document.
std::vector<issue> faults_of(const written_question& what);

/// The same for questions that ask the same and take the same answers, however they are laid out and explained.
std::string fingerprint_of(const question_document& what);

} // namespace ahimmoyak::questions
