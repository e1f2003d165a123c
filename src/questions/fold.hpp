#pragma once

#include <string>
#include <string_view>

/// Answers as they are compared: pure.
namespace ahimmoyak::questions {

/// Small letters, ordinary width, composed Hangul, no white space, straight quotes and dashes. Two texts that come to
/// the same are the same answer. Takes any bytes; what is not UTF-8 is left as it is.
std::string folded(std::string_view text);

} // namespace ahimmoyak::questions
