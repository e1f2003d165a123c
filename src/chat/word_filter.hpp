#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::chat {

/// Words that an institution does not want in its chat. Case, spaces, punctuation and invisible characters do not
/// hide a word: "바 보", "바.보" and "BaBo" are found as "바보" and "babo" are. Immutable, shared by rooms.
class word_filter {
public:
    static constexpr std::size_t most_words = 1'000;

    explicit word_filter(const std::vector<std::string>& words);
    bool allows(std::string_view content) const;
    bool empty() const { return words_.empty(); }

    /// What is compared: letters and digits, small.
    static std::string bare(std::string_view text);

private:
    std::vector<std::string> words_;
};

} // namespace ahimmoyak::chat
