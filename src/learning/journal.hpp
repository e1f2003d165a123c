#pragma once

#include "learning/coverage.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::learning {

/// What became of a piece. HIDDEN: out of sight; OVER_LIMIT: the day's limit was reached. Neither earns.
enum class piece_kind : std::uint8_t { COUNTED, HIDDEN, OVER_LIMIT };

/// A piece of a viewing without a gap: when, and what was played. All times in milliseconds; `began_ms`
/// and `ended_ms` since the viewing was opened.
struct played_piece {
    std::int64_t began_ms = 0;
    std::int64_t ended_ms = 0;
    stretch of;
    piece_kind kind = piece_kind::COUNTED;
    bool operator==(const played_piece&) const = default;
};

/// What a viewing played, in its order: the evidence that a lesson's coverage can be made of again. Kept
/// as text, "0-10000:0-10000@100", with an h behind what was played out of sight
/// and a d behind what was over the day's limit.
class journal {
public:
    static constexpr std::size_t longest_text = 200'000;

    explicit journal(std::string text) : text_{std::move(text)} {}

    /// Adds a piece; one that goes on where the last one ended makes that longer. False, and nothing is
    /// changed, when the text would be too long.
    bool add(const played_piece& next);
    const std::string& to_text() const { return text_; }

    /// All pieces; nothing for text that is no journal.
    static std::optional<std::vector<played_piece>> read(std::string_view text);

private:
    std::string text_;
};

} // namespace ahimmoyak::learning
