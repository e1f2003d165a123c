#include "exams/paper.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <set>

namespace ahimmoyak::exams {

namespace {

constexpr db::query parts_in_order{R"(
    SELECT question_id, drawn_count, drawn_tag, drawn_difficulty, points FROM exam_question
    WHERE exam_id = $1 ORDER BY position)"};
// Chosen by hand it stays, even when the bank has put it away since.
constexpr db::query chosen_question{R"(
    SELECT id, version_id, kind, points FROM question
    WHERE id = $1 AND institution_id = $2 AND version_id IS NOT NULL)"};

bool contains(const std::vector<candidate>& all, questions::question_id which)
{
    return std::ranges::binary_search(all, which, {}, &candidate::id);
}

// Draws so many of them that are not taken yet, without looking at more than it needs.
bool draw_some(const part& of, std::vector<candidate> from, std::set<questions::question_id>& taken, chance& by,
               std::vector<drawn_question>& onto)
{
    auto missing = of.question_id ? 1 : of.drawn_count;
    for (std::size_t at = 0; at < from.size() && missing > 0; ++at) {
        std::uniform_int_distribution<std::size_t> rest{at, from.size() - 1};
        std::swap(from[at], from[rest(by)]);
        if (!taken.insert(from[at].id).second)
            continue;
        onto.push_back({from[at].version_id, of.points, {}});
        --missing;
    }
    return missing == 0;
}

} // namespace

std::vector<part> parts_of(db::connection& in, exam_id of) { return in.all<part>(parts_in_order, of); }

std::int64_t length_of(const std::vector<part>& parts)
{
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{},
                           [](auto sum, const part& each) { return sum + (each.question_id ? 1 : each.drawn_count); });
}

std::int64_t points_of(const std::vector<part>& parts)
{
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{}, [](auto sum, const part& each) {
        return sum + each.points * (each.question_id ? 1 : each.drawn_count);
    });
}

std::vector<std::vector<candidate>> candidates_for(db::connection& in, institution_id of,
                                                   const std::vector<part>& parts)
{
    std::vector<std::vector<candidate>> all;
    for (const auto& each : parts) {
        if (each.question_id)
            all.push_back(in.all<candidate>(chosen_question, *each.question_id, of));
        else
            all.push_back(questions::candidates(in, of, each.drawn_tag, each.drawn_difficulty));
    }
    return all;
}

std::optional<shortage> shortage_in(const std::vector<part>& parts, const std::vector<std::vector<candidate>>& from)
{
    for (std::size_t at = 0; at < parts.size(); ++at) {
        auto available = std::ssize(from[at]);
        // In the worst case the others take all that they may from this part's.
        for (std::size_t other = 0; other < parts.size(); ++other) {
            // What is chosen by hand comes before all draws, and these in their order.
            const bool chosen = parts[other].question_id.has_value();
            if (other == at || (!chosen && (other > at || parts[at].question_id)) || (chosen && parts[at].question_id))
                continue;
            std::int64_t shared = 0;
            for (const auto& each : from[other])
                shared += contains(from[at], each.id) ? 1 : 0;
            available -= chosen ? shared : std::min(shared, parts[other].drawn_count);
        }
        if (available < (parts[at].question_id ? 1 : parts[at].drawn_count))
            return shortage{at, std::max<std::int64_t>(0, available)};
    }
    return std::nullopt;
}

chance make_chance()
{
    std::random_device from;
    std::seed_seq seed{from(), from(), from(), from()};
    return chance{seed};
}

std::optional<std::vector<drawn_question>>
draw(const std::vector<part>& parts, const std::vector<std::vector<candidate>>& from, bool shuffled, chance& by)
{
    // What was chosen by hand is taken before anything is drawn, wherever it stands.
    std::set<questions::question_id> taken;
    std::vector<std::vector<drawn_question>> of_parts(parts.size());
    for (const bool chosen : {true, false})
        for (std::size_t at = 0; at < parts.size(); ++at)
            if (parts[at].question_id.has_value() == chosen && !draw_some(parts[at], from[at], taken, by, of_parts[at]))
                return std::nullopt;
    std::vector<drawn_question> paper;
    for (const auto& each : of_parts)
        paper.insert(paper.end(), each.begin(), each.end());
    if (shuffled)
        std::shuffle(paper.begin(), paper.end(), by);
    return paper;
}

std::vector<drawn_question> draw_paper(db::connection& in, const exam_facts& of, known_questions& known)
{
    const auto parts = parts_of(in, of.id);
    auto by = make_chance();
    auto paper = draw(parts, candidates_for(in, of.institution_id, parts), of.shuffle_questions, by);
    if (!paper || paper->empty())
        throw conflict("paper_cannot_be_drawn", "SHORT_OF_QUESTIONS",
                       {"문제은행의 문항이 모자라 시험지를 만들 수 없습니다. 훈련기관에 문의하세요.",
                        "The question bank has not enough questions for a paper. Ask the institution."});
    for (auto& each : *paper) {
        each.choice_order.resize(known.of(in, each.version_id)->choices.size());
        std::iota(each.choice_order.begin(), each.choice_order.end(), 0);
        if (of.shuffle_choices)
            std::shuffle(each.choice_order.begin(), each.choice_order.end(), by);
    }
    return *std::move(paper);
}

std::string to_text(const std::vector<std::int64_t>& choice_order)
{
    std::string made;
    for (const auto each : choice_order)
        made.append(made.empty() ? "" : ",").append(std::to_string(each));
    return made;
}

std::vector<std::int64_t> choice_order_from(std::string_view text)
{
    std::vector<std::int64_t> made;
    for (const char *at = text.data(), *end = at + text.size(); at < end;) {
        std::int64_t number = 0;
        const auto read = std::from_chars(at, end, number);
        if (read.ec != std::errc{})
            break;
        made.push_back(number);
        at = read.ptr + 1;
    }
    return made;
}

} // namespace ahimmoyak::exams
