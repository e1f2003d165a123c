#pragma once

#include "questions/draft.hpp"

#include <string_view>

namespace ahimmoyak::questions::gift {

enum class text_format : std::uint8_t { unsaid, plain, html };

/// Takes "[html]" off the front, if it stands there.
text_format take_format(std::string_view& text, text_format otherwise);

/// A piece of a question in words: without escapes, and without what HTML is made of. It may have a format of its own.
std::string said(std::string_view piece, text_format as, draft& of);

/// What stands between the braces: the kind of question, and what is right.
void read_answers(std::string_view body, text_format as, draft& of);

} // namespace ahimmoyak::questions::gift
