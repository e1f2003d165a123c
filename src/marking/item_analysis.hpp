#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <vector>

/// What the attempts of an exam say about one of its questions: pure.
namespace ahimmoyak::marking {

/// One attempt's answer to the question, and what the attempt came to. Points in hundredths.
struct item_row {
    std::int64_t points = 0;
    std::int64_t points_possible = 0;
    std::int64_t total = 0; ///< of the attempt, with this question
    std::int64_t total_possible = 0;
    bool answered = true;
    std::vector<std::int64_t> choices; ///< chosen, as the document counts them
};

/// How often a choice was chosen, in all and by the best and the weakest 27 %.
struct choice_count {
    std::int64_t all = 0;
    std::int64_t upper = 0;
    std::int64_t lower = 0;
};
BOOST_DESCRIBE_STRUCT(choice_count, (), (all, upper, lower))

struct item_figures {
    std::int64_t attempt_count = 0;
    std::int64_t unanswered_count = 0;
    /// The mean share of its points that was reached, 0 to 1: high is easy.
    std::optional<double> difficulty;
    /// Pearson's correlation of the share reached here with the share reached in the rest of the paper, -1 to 1.
    std::optional<double> correlation;
    /// The mean share of the best 27 % less that of the weakest 27 %, -1 to 1.
    std::optional<double> group_difference;
    std::int64_t group_size = 0;
    std::vector<choice_count> choices;
};
BOOST_DESCRIBE_STRUCT(item_figures, (),
                      (attempt_count, unanswered_count, difficulty, correlation, group_difference, group_size, choices))

/// With fewer attempts discrimination would be chance: it is left out.
inline constexpr std::int64_t least_attempts = 10;

/// `choice_count`: how many choices the question has; 0 for those without.
item_figures figures_of(const std::vector<item_row>& rows, std::size_t choice_count);

} // namespace ahimmoyak::marking
