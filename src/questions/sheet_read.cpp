#include "questions/sheet.hpp"
#include "questions/sheet_cells.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::questions {

namespace {

enum class place : std::uint8_t {
    kind,
    content,
    answer,
    tolerance,
    points,
    difficulty,
    tags,
    explanation,
    rubric,
    choice
};
constexpr std::size_t most_choice_columns = 10;

struct known_heading {
    std::string_view word;
    place means;
};
// As plain_word() has them.
constexpr auto known_headings = std::to_array<known_heading>({{"유형", place::kind},
                                                              {"문제유형", place::kind},
                                                              {"종류", place::kind},
                                                              {"type", place::kind},
                                                              {"kind", place::kind},
                                                              {"문제", place::content},
                                                              {"문항", place::content},
                                                              {"지문", place::content},
                                                              {"질문", place::content},
                                                              {"question", place::content},
                                                              {"questiontext", place::content},
                                                              {"정답", place::answer},
                                                              {"답", place::answer},
                                                              {"answer", place::answer},
                                                              {"answers", place::answer},
                                                              {"correct", place::answer},
                                                              {"correctanswer", place::answer},
                                                              {"허용오차", place::tolerance},
                                                              {"오차", place::tolerance},
                                                              {"tolerance", place::tolerance},
                                                              {"배점", place::points},
                                                              {"점수", place::points},
                                                              {"points", place::points},
                                                              {"score", place::points},
                                                              {"난이도", place::difficulty},
                                                              {"difficulty", place::difficulty},
                                                              {"태그", place::tags},
                                                              {"분류", place::tags},
                                                              {"단원", place::tags},
                                                              {"tags", place::tags},
                                                              {"tag", place::tags},
                                                              {"category", place::tags},
                                                              {"해설", place::explanation},
                                                              {"풀이", place::explanation},
                                                              {"설명", place::explanation},
                                                              {"explanation", place::explanation},
                                                              {"feedback", place::explanation},
                                                              {"채점기준", place::rubric},
                                                              {"rubric", place::rubric}});
constexpr std::array choice_words{std::string_view{"보기"},   std::string_view{"선택지"}, std::string_view{"선지"},
                                  std::string_view{"choice"}, std::string_view{"option"}, std::string_view{"answer"}};

// "보기 3": 2.
std::optional<std::size_t> choice_heading(const std::string& plain)
{
    for (const auto each : choice_words) {
        if (!plain.starts_with(each))
            continue;
        const auto number = number_of(std::string_view{plain}.substr(each.size()));
        if (number && *number >= 1 && *number <= most_choice_columns)
            return static_cast<std::size_t>(*number) - 1;
    }
    return std::nullopt;
}

struct sheet_columns {
    std::array<std::optional<std::size_t>, static_cast<std::size_t>(place::choice)> at;
    std::array<std::optional<std::size_t>, most_choice_columns> choices;
};

problem unreadable(std::string_view code, words what) { return {422, code, std::move(what)}; }

sheet_columns columns_under(const tables::row& first, std::vector<std::string>& ignored)
{
    sheet_columns found;
    for (std::size_t i = 0; i < first.cells.size(); ++i) {
        const auto plain = cells::plain_word(first.cells[i]);
        const auto known = std::find_if(known_headings.begin(), known_headings.end(),
                                        [&](const auto& each) { return each.word == plain; });
        std::optional<std::size_t>* slot = nullptr;
        if (known != known_headings.end())
            slot = &found.at.at(static_cast<std::size_t>(known->means));
        else if (const auto number = choice_heading(plain))
            slot = &found.choices.at(*number);
        if (!slot) {
            if (!plain.empty())
                ignored.emplace_back(trimmed(first.cells[i]));
            continue;
        }
        if (*slot)
            throw unreadable("heading_twice",
                             say("‘{}’ 열과 뜻이 같은 열이 또 있습니다. 하나만 남기세요.",
                                 "There is another column that means the same as \"{}\"; keep one.", first.cells[i]));
        *slot = i;
    }
    if (!found.at.at(static_cast<std::size_t>(place::content)) || !found.at.at(static_cast<std::size_t>(place::answer)))
        throw unreadable("headings", {"첫 줄에 ‘문제’와 ‘정답’ 제목이 있어야 합니다. 양식을 내려받아 쓰세요.",
                                      "The first row must have the headings \"Question\" and \"Answer\"; the template "
                                      "has them."});
    return found;
}

class row_reader {
public:
    row_reader(const tables::row& from, const sheet_columns& columns) : from_{from}, columns_{columns} {}

    std::string_view cell(place which) const { return cell(columns_.at.at(static_cast<std::size_t>(which))); }
    bool empty() const
    {
        return std::all_of(from_.cells.begin(), from_.cells.end(),
                           [](const std::string& each) { return trimmed(each).empty(); });
    }

    draft read() const
    {
        draft one;
        one.row = from_.number;
        one.words = cell(place::content);
        one.explanation = cell(place::explanation);
        for (const auto& each : columns_.choices)
            if (const auto text = cell(each); !text.empty())
                one.choices.push_back({std::string{text}, false});
        read_kind(one);
        read_answer(one);
        read_rubric(one);
        read_rest(one);
        return one;
    }

private:
    std::string_view cell(std::optional<std::size_t> at) const
    {
        return at && *at < from_.cells.size() ? trimmed(from_.cells[*at]) : std::string_view{};
    }

    // Where it does not say, the other cells do.
    void read_kind(draft& one) const
    {
        const auto written = cell(place::kind);
        const auto answer = cell(place::answer);
        bool truth = false;
        if (const auto kind = cells::kind_of(written, truth)) {
            one.kind = *kind;
        } else if (!written.empty()) {
            one.fail("/document/kind", "kind",
                     {"유형은 하나 고르기, 여러 개 고르기, 단답형, 숫자, 서술형, OX 가운데 하나입니다.",
                      "The kind is choice, multiple choice, short answer, numeric, essay or true-false."});
        } else if (!one.choices.empty()) {
            one.kind = cells::choice_of(answer, one.choices) || cells::numbers_in(answer).size() < 2
                           ? question_kind::CHOICE
                           : question_kind::MULTIPLE_CHOICE;
        } else if (answer.empty()) {
            one.kind = question_kind::ESSAY;
        } else {
            one.kind = cell(place::tolerance).empty() ? question_kind::SHORT_ANSWER : question_kind::NUMERIC;
        }
        if (truth && one.choices.empty())
            one.choices = {{"O", false}, {"X", false}};
    }

    void read_answer(draft& one) const
    {
        const auto written = cell(place::answer);
        switch (one.kind) {
        case question_kind::CHOICE:
        case question_kind::MULTIPLE_CHOICE:
            return mark_right(one, written);
        case question_kind::SHORT_ANSWER:
            one.accepted = cells::parts_of(written);
            return;
        case question_kind::NUMERIC:
            read_number(one, written);
            return;
        case question_kind::ESSAY:
            return;
        }
    }

    static void mark_right(draft& one, std::string_view written)
    {
        // A choice may have commas of its own.
        if (const auto whole = cells::choice_of(written, one.choices)) {
            one.choices[*whole].correct = true;
            return;
        }
        for (const auto& each : cells::numbers_in(written)) {
            if (const auto which = cells::choice_of(each, one.choices))
                one.choices[*which].correct = true;
            else
                one.fail("/document/choices", "no_such_choice",
                         say("정답 ‘{}’에 맞는 보기가 없습니다. 보기의 번호를 적으세요. 예: 2 또는 1, 3",
                             "There is no choice for the answer \"{}\"; write its number, such as 2, or 1, 3.", each));
        }
    }

    void read_number(draft& one, std::string_view written) const
    {
        std::string plain{written};
        std::erase(plain, ',');
        one.number = number_of(plain);
        if (!one.number)
            one.fail("/document/number", "number",
                     {"정답을 수로 적으세요. 예: 3.14", "Write the answer as a number, such as 3.14."});
        const auto off = cell(place::tolerance);
        one.tolerance = off.empty() ? std::optional<double>{0} : number_of(off);
        if (!one.tolerance)
            one.fail("/document/tolerance", "number",
                     {"허용 오차를 수로 적으세요. 예: 0.1", "Write the tolerance as a number, such as 0.1."});
    }

    void read_rubric(draft& one) const
    {
        if (one.kind != question_kind::ESSAY)
            return;
        for (const auto& each : cells::parts_of(cell(place::rubric))) {
            if (auto line = cells::rubric_line_of(each))
                one.rubric.push_back(std::move(*line));
            else
                one.fail("/document/rubric", "rubric_form",
                         {"채점 기준은 한 줄에 하나씩 ‘원인 60’처럼 비중과 함께 적으세요.",
                          "Write a line of the rubric with its share, such as \"Cause 60\"."});
        }
    }

    void read_rest(draft& one) const
    {
        if (const auto written = cell(place::points); !written.empty()) {
            const auto number = number_of(written);
            if (number && *number >= 1 && *number <= 1000 && *number == static_cast<double>(static_cast<int>(*number)))
                one.points = static_cast<std::int64_t>(*number);
            else
                one.fail("/points", "points",
                         {"배점은 1에서 1000까지의 정수입니다.", "Points are a whole number from 1 to 1000."});
        }
        if (const auto written = cell(place::difficulty); !written.empty()) {
            one.difficulty = cells::difficulty_of(written);
            if (!one.difficulty)
                one.fail("/difficulty", "difficulty",
                         {"난이도는 쉬움, 보통, 어려움 가운데 하나입니다.", "The difficulty is easy, medium or hard."});
        }
        for (const auto& each : cells::numbers_in(cell(place::tags)))
            one.tags.push_back(each.starts_with('#') ? tag_of(each) : each);
    }

    const tables::row& from_;
    const sheet_columns& columns_;
};

} // namespace

read_rows read_sheet(const tables::table& from)
{
    read_rows all;
    if (from.rows.empty())
        throw unreadable("no_rows", {"파일에 내용이 없습니다.", "There is nothing in this file."});
    const auto columns = columns_under(from.rows.front(), all.ignored_columns);
    for (const auto& each : std::span{from.rows}.subspan(1))
        if (const row_reader reading{each, columns}; !reading.empty())
            all.drafts.push_back(reading.read());
    if (all.drafts.empty())
        throw unreadable("no_rows", {"제목 아래에 문제가 없습니다.", "There are no questions below the headings."});
    return all;
}

} // namespace ahimmoyak::questions
