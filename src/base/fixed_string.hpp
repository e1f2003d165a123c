#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace ahimmoyak {

/// A string literal as a template argument: path<"courseId", course_id>.
template <std::size_t N>
struct fixed_string {
    char chars[N]{};

    consteval fixed_string(const char (&literal)[N]) { std::copy_n(literal, N, chars); }

    constexpr std::string_view view() const { return {chars, N - 1}; }
};

} // namespace ahimmoyak
