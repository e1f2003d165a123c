#include "marking/likeness.hpp"

#include <algorithm>

namespace ahimmoyak::marking {

namespace {

// About eight syllables, or sixteen letters: two or three words.
constexpr std::int64_t run_weight = 16;

constexpr char32_t syllables = 0xAC00, syllables_end = 0xD7A4;
constexpr char32_t leads = 0x1100, vowels = 0x1161, tails = 0x11A7;
constexpr char32_t lead_count = 19, vowel_count = 21, tail_count = 28;

// The next code point of text that was decoded from JSON, and so is valid.
char32_t next_of(std::string_view text, std::size_t& at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : '\x80'); };
    const auto lead = byte(at);
    if (lead < 0x80)
        return static_cast<char32_t>(byte(at++));
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    char32_t made = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        made = (made << 6) | (byte(at + i) & 0x3FU);
    at = std::min(at + length, text.size());
    return made;
}

bool is_syllable(char32_t c) { return c >= syllables && c < syllables_end; }
bool between(char32_t c, char32_t first, char32_t count) { return c >= first && c < first + count; }

// Full-width letters become ordinary ones; capitals become small ones, in Latin, Greek and Cyrillic.
char32_t folded(char32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
        (c >= 0x410 && c <= 0x42F))
        c += 0x20;
    return c;
}

// Letters and digits of any script; what is neither is white space or punctuation, or not worth telling apart.
bool counts(char32_t c)
{
    if (c < 0x80)
        return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
    return !(c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3020) ||
             c == 0x3030 || c == 0x30FB || (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xFE00 && c <= 0xFE6F) ||
             (c >= 0xFF00 && c <= 0xFF20) || c == 0xFEFF || c >= 0x1F000);
}

std::uint8_t weight_of(char32_t c)
{
    return is_syllable(c) || (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ? 2 : 1;
}

std::uint64_t mixed(std::uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

} // namespace

essay::essay(std::string_view text, const essay* question)
{
    fold(text);
    cut();
    for (const auto& each : signs_)
        weight_ += each.weight;
    if (question)
        leave_out(*question);
    count();
}

bool essay::has(std::uint64_t hash) const { return std::ranges::binary_search(tallies_, hash, {}, &tally::hash); }

void essay::count()
{
    tallies_.clear();
    for (const auto& each : runs_)
        tallies_.push_back({each.hash, 1});
    std::ranges::sort(tallies_, {}, &tally::hash);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < tallies_.size(); ++i)
        if (kept > 0 && tallies_[kept - 1].hash == tallies_[i].hash)
            ++tallies_[kept - 1].count;
        else
            tallies_[kept++] = tallies_[i];
    tallies_.resize(kept);
}

void essay::fold(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = static_cast<std::uint32_t>(at);
        const auto c = folded(next_of(text, at));
        const auto end = static_cast<std::uint32_t>(at);
        // Macs send syllables taken apart: ㄱ + ㅏ + ㄴ is 간.
        if (!signs_.empty()) {
            auto& before = signs_.back();
            if (between(c, vowels, vowel_count) && between(before.what, leads, lead_count)) {
                before = {syllables + ((before.what - leads) * vowel_count + (c - vowels)) * tail_count, before.begin,
                          end, 2};
                continue;
            }
            if (between(c, tails + 1, tail_count - 1) && is_syllable(before.what) &&
                (before.what - syllables) % tail_count == 0) {
                before = {before.what + (c - tails), before.begin, end, 2};
                continue;
            }
        }
        if (counts(c))
            signs_.push_back({c, begin, end, weight_of(c)});
    }
}

// From each sign the shortest run that is heavy enough. What a run is depends on its signs alone, so the same words
// make the same runs in every text.
void essay::cut()
{
    runs_.reserve(signs_.size());
    std::int64_t weight = 0;
    std::size_t last = 0; // one behind
    for (std::size_t first = 0; first < signs_.size(); ++first) {
        while (last < signs_.size() && weight < run_weight)
            weight += signs_[last++].weight;
        if (weight < run_weight)
            return;
        std::uint64_t hash = 0;
        for (auto i = first; i < last; ++i)
            hash = hash * 0x9E3779B97F4A7C15ULL + signs_[i].what;
        runs_.push_back({mixed(hash), static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last - 1)});
        weight -= signs_[first].weight;
    }
}

void essay::leave_out(const essay& question)
{
    for (const auto& each : runs_)
        if (question.has(each.hash))
            for (auto i = each.first; i <= each.last; ++i) {
                weight_ -= signs_[i].weight;
                signs_[i].weight = 0;
            }
    std::erase_if(runs_, [&](const run& each) { return question.has(each.hash); });
}

/// Which signs of an essay stand in the other one.
struct comparison {
    std::vector<bool> shared;
    std::int64_t weight = 0;

    comparison(const essay& of, const essay& other) : shared(of.signs_.size())
    {
        for (const auto& each : of.runs_)
            if (other.has(each.hash))
                for (auto i = each.first; i <= each.last; ++i)
                    if (!shared[i]) {
                        shared[i] = true;
                        weight += of.signs_[i].weight;
                    }
    }

    std::vector<passage> passages(const essay& of) const
    {
        std::vector<passage> all;
        for (std::size_t i = 0; i < shared.size(); ++i) {
            if (!shared[i])
                continue;
            if (i > 0 && shared[i - 1])
                all.back().end = of.signs_[i].end;
            else
                all.push_back({of.signs_[i].begin, of.signs_[i].end});
        }
        return all;
    }
};

std::optional<likeness> compare(const essay& first, const essay& second)
{
    if (!first.comparable() || !second.comparable())
        return std::nullopt;
    const comparison one{first, second};
    const comparison two{second, first};
    return likeness{100 * (one.weight + two.weight) / (first.weight() + second.weight()), one.passages(first),
                    two.passages(second)};
}

void essay_index::add(const essay& one)
{
    const auto number = static_cast<std::uint32_t>(weights_.size());
    weights_.push_back(one.comparable() ? one.weight() : 0);
    if (one.comparable())
        for (const auto& each : one.tallies_)
            having_[each.hash].push_back({number, each.count});
}

// Each time that a text has a shared run covers at most what a run can weigh.
std::vector<std::size_t> essay_index::candidates(const essay& of, std::int64_t percent) const
{
    std::vector<std::size_t> found;
    if (!of.comparable())
        return found;
    std::vector<std::int64_t> times(weights_.size());
    for (const auto& each : of.tallies_)
        if (const auto having = having_.find(each.hash); having != having_.end())
            for (const auto& other : having->second)
                times[other.number] += std::int64_t{each.count} + other.count;
    for (std::size_t number = 0; number < times.size(); ++number)
        if (times[number] > 0 && 100 * (run_weight + 1) * times[number] >= percent * (of.weight() + weights_[number]))
            found.push_back(number);
    return found;
}

} // namespace ahimmoyak::marking
