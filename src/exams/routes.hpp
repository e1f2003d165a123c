#pragma once

#include "exams/api.hpp"
#include "http/endpoint.hpp"

namespace ahimmoyak::exams {

/// An essay of 20,000 letters of three bytes each, with its form; all answers of a paper.
inline constexpr http::body_limit with_essay{128 * 1024};
inline constexpr http::body_limit with_paper{2 * 1024 * 1024};

void add_exam_routes(http::routes<module>& r);     ///< of the institution
void add_check_routes(http::routes<module>& r);    ///< who took it
void add_entry_routes(http::routes<module>& r);    ///< before an attempt
void add_identity_routes(http::routes<module>& r); ///< likewise
void add_picture_routes(http::routes<module>& r);  ///< of questions on papers
void add_attempt_routes(http::routes<module>& r);  ///< taking it

} // namespace ahimmoyak::exams
