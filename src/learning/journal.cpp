#include "learning/journal.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace ahimmoyak::learning {

namespace {

// Browsers' clocks and media clocks do not tick together.
constexpr std::int64_t joint_ms = 1'500;

std::string_view mark_of(piece_kind kind)
{
    switch (kind) {
    case piece_kind::COUNTED:
        return "";
    case piece_kind::HIDDEN:
        return "h";
    case piece_kind::OVER_LIMIT:
        break;
    }
    return "d";
}

std::string to_word(const played_piece& piece)
{
    return fmt::format("{}-{}:{}-{}@{}{}", piece.began_ms, piece.ended_ms, piece.of.from_ms, piece.of.to_ms,
                       piece.of.rate_percent, mark_of(piece.kind));
}

std::optional<played_piece> from_word(std::string_view word)
{
    played_piece piece;
    for (const auto kind : {piece_kind::HIDDEN, piece_kind::OVER_LIMIT})
        if (word.ends_with(mark_of(kind))) {
            piece.kind = kind;
            word.remove_suffix(1);
            break;
        }
    const std::array<std::int64_t*, 5> numbers{&piece.began_ms, &piece.ended_ms, &piece.of.from_ms, &piece.of.to_ms,
                                               &piece.of.rate_percent};
    constexpr std::string_view between{"-:-@"};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), *numbers[i]);
        if (error != std::errc{})
            return std::nullopt;
        word.remove_prefix(static_cast<std::size_t>(end - word.data()));
        if (i == between.size())
            break;
        if (word.empty() || word.front() != between[i])
            return std::nullopt;
        word.remove_prefix(1);
    }
    return word.empty() ? std::optional{piece} : std::nullopt;
}

} // namespace

bool journal::add(const played_piece& next)
{
    const auto space = text_.rfind(' ');
    const auto start = space == std::string::npos ? 0 : space + 1;
    if (auto last = from_word(std::string_view{text_}.substr(start));
        last && last->of.to_ms == next.of.from_ms && last->of.rate_percent == next.of.rate_percent &&
        last->kind == next.kind && next.began_ms <= last->ended_ms + joint_ms) {
        last->ended_ms = next.ended_ms;
        last->of.to_ms = next.of.to_ms;
        text_.replace(start, std::string::npos, to_word(*last));
        return true;
    }
    const auto word = to_word(next);
    if (text_.size() + word.size() + 1 > longest_text)
        return false;
    if (!text_.empty())
        text_ += ' ';
    text_ += word;
    return true;
}

std::optional<std::vector<played_piece>> journal::read(std::string_view text)
{
    std::vector<played_piece> pieces;
    while (!text.empty()) {
        const auto space = text.find(' ');
        const auto piece = from_word(text.substr(0, space));
        if (!piece)
            return std::nullopt;
        pieces.push_back(*piece);
        text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    }
    return pieces;
}

} // namespace ahimmoyak::learning
