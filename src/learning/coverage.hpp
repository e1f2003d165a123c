#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::learning {

/// A piece of a medium that was played at one rate. Times in milliseconds of the medium.
struct stretch {
    std::int64_t from_ms = 0;
    std::int64_t to_ms = 0;
    std::int64_t rate_percent = 100; ///< 200 is twice as fast; 100 to 1,000
    bool operator==(const stretch&) const = default;
};

/// What of a medium was really played, each moment at the slowest rate it was ever played at: the best
/// of its viewings. Slower than 1× earns as 1× does. Stretches are in order and never overlap.
class coverage {
public:
    /// How many stretches are kept at most: a page that plays normally makes a handful.
    static constexpr std::size_t most_stretches = 2'000;

    /// Takes a stretch in; false, and nothing is changed, when it would make too many.
    bool add(stretch played);

    /// The sum of each moment's min(1, 1 ÷ rate).
    std::int64_t credited_ms() const;
    /// The last moment that was ever played.
    std::int64_t reached_ms() const { return stretches_.empty() ? 0 : stretches_.back().to_ms; }
    const std::vector<stretch>& stretches() const { return stretches_; }

    /// "0-600000@200 600000-601000@100": how it is kept. Text that is not of this form is nothing.
    std::string to_text() const;
    static std::optional<coverage> from(std::string_view text);

private:
    std::vector<stretch> stretches_;
};

} // namespace ahimmoyak::learning
