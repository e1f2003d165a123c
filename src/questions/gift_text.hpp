#pragma once

#include <string>
#include <string_view>

/// The text of Moodle's GIFT files, piece by piece: pure, for bytes of any kind.
namespace ahimmoyak::questions::gift {

/// Where one of these characters stands that no backslash takes its meaning from; npos: nowhere.
std::size_t find_bare(std::string_view text, std::string_view any_of, std::size_t from = 0);
std::size_t find_last_bare(std::string_view text, char which);

std::string unescaped(std::string_view text);
std::string escaped(std::string_view text);

/// The words of an HTML text. `pictures` is set when it has something that words cannot say.
std::string words_of_html(std::string_view html, bool& pictures);
/// Whether a text that does not say what it is looks like HTML.
bool looks_like_html(std::string_view text);

} // namespace ahimmoyak::questions::gift
