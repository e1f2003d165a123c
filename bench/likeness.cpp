// Compares essays of one question as a marker's server does, beside comparing every pair in full, and prints CPU
// seconds as JSON.
//   bench_likeness ESSAYS CHARACTERS
#include "marking/likeness.hpp"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace ahimmoyak::marking;

double cpu_seconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void append_syllable(std::string& to, unsigned which)
{
    const unsigned code = 0xAC00U + which;
    to += static_cast<char>(0xE0U | (code >> 12U));
    to += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    to += static_cast<char>(0x80U | (code & 0x3FU));
}

// Everybody writes about the same thing: of 2,000 words of two to four syllables, the common ones most often.
std::vector<std::string> make_words(std::mt19937& by)
{
    std::vector<std::string> words(2'000);
    for (auto& each : words)
        for (auto left = 2 + by() % 3; left > 0; --left)
            append_syllable(each, by() % 11'172);
    return words;
}

std::vector<std::string> make_texts(std::size_t how_many, std::size_t characters)
{
    std::mt19937 by{20'261'127};
    const auto words = make_words(by);
    std::geometric_distribution<std::size_t> common{0.004};
    std::vector<std::vector<std::size_t>> written(how_many);
    for (std::size_t i = 0; i < how_many; ++i) {
        // Every twentieth has changed each tenth word of the one before.
        const bool copied = i % 20 == 19;
        if (copied)
            written[i] = written[i - 1];
        while (!copied && written[i].size() < characters / 4) // a word has three syllables and a space
            written[i].push_back(common(by) % words.size());
        for (std::size_t at = 5; copied && at < written[i].size(); at += 10)
            written[i][at] = common(by) % words.size();
    }
    std::vector<std::string> texts;
    for (const auto& each : written) {
        auto& text = texts.emplace_back();
        for (const auto word : each)
            text += words[word] + " ";
    }
    return texts;
}

} // namespace

int main(int count, char** given)
{
    const auto how_many = count > 1 ? std::strtoul(given[1], nullptr, 10) : 200;
    const auto texts = make_texts(how_many, count > 2 ? std::strtoul(given[2], nullptr, 10) : 2'000);

    const auto begun = cpu_seconds();
    std::vector<essay> essays;
    for (const auto& each : texts)
        essays.emplace_back(each);
    const auto read = cpu_seconds();
    essay_index index;
    std::size_t looked_at = 0;
    std::size_t found = 0;
    for (const auto& each : essays) {
        for (const auto other : index.candidates(each, 80)) {
            ++looked_at;
            const auto alike = compare(essays[other], each);
            found += alike && alike->percent >= 80 ? 1 : 0;
        }
        index.add(each);
    }
    const auto compared = cpu_seconds();
    std::size_t found_in_full = 0;
    for (std::size_t i = 0; i < essays.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto alike = compare(essays[j], essays[i]);
            found_in_full += alike && alike->percent >= 80 ? 1 : 0;
        }
    const auto in_full = cpu_seconds();
    std::printf(
        R"({"essays":%zu,"read":%.9f,"compared":%.9f,"inFull":%.9f,"lookedAt":%zu,"found":%zu,"foundInFull":%zu})"
        "\n",
        essays.size(), read - begun, compared - read, in_full - compared, looked_at, found, found_in_full);
}
