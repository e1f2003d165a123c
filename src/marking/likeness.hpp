#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// How much two essays have in common: pure. Made for Korean, where words change their endings and are not always
/// set apart: what is compared are runs of characters, without white space, punctuation and case, and with
/// syllables put together that were typed as single letters. What stands in the same words counts wherever it
/// stands, so sentences in another order are still alike, and a changed word costs that word.
namespace ahimmoyak::marking {

/// A stretch of the text as it was written: bytes of its UTF-8.
struct passage {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    auto operator<=>(const passage&) const = default;
};

/// A text made ready to be compared. A syllable weighs two, a letter or digit one: Korean says in one sign what
/// takes others two or three.
class essay {
public:
    /// `question` is what everybody was given: where the text repeats it, that counts neither way.
    explicit essay(std::string_view text, const essay* question = nullptr);

    /// Long enough, without what it took from the question, for likeness to mean anything.
    bool comparable() const { return weight_ >= least_weight; }
    /// The weight that counts.
    std::int64_t weight() const { return weight_; }

    static constexpr std::int64_t least_weight = 200;

private:
    friend struct comparison;
    friend class essay_index;

    struct sign {
        char32_t what;
        std::uint32_t begin; ///< in the text
        std::uint32_t end;
        std::uint8_t weight; ///< 0: taken from the question
    };
    /// A run of signs that weighs enough to be nobody's and everybody's phrase.
    struct run {
        std::uint64_t hash;
        std::uint32_t first; ///< sign
        std::uint32_t last;
    };
    /// How often the text has a run.
    struct tally {
        std::uint64_t hash;
        std::uint32_t count;
    };

    bool has(std::uint64_t hash) const;
    void fold(std::string_view text);
    void cut();
    void count();
    void leave_out(const essay& question);

    std::vector<sign> signs_;
    std::vector<run> runs_;      ///< in the order of the text
    std::vector<tally> tallies_; ///< of runs that count, sorted
    std::int64_t weight_ = 0;
};

/// What two essays share.
struct likeness {
    std::int64_t percent = 0; ///< of both texts, what stands in the other one too
    std::vector<passage> in_first;
    std::vector<passage> in_second;
};

/// Nothing when one of them is too short.
std::optional<likeness> compare(const essay& first, const essay& second);

/// Finds, among many essays, those worth comparing: an index from runs to the essays that have them.
class essay_index {
public:
    /// Its number is how many were added before.
    void add(const essay& one);
    /// Numbers of those that may be at least so alike: never one too few.
    std::vector<std::size_t> candidates(const essay& of, std::int64_t percent) const;

private:
    struct entry {
        std::uint32_t number;
        std::uint32_t count;
    };
    std::unordered_map<std::uint64_t, std::vector<entry>> having_;
    std::vector<std::int64_t> weights_;
};

} // namespace ahimmoyak::marking
