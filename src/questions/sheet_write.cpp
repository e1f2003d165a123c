#include "questions/sheet.hpp"
#include "questions/sheet_cells.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::questions {

namespace {

// An Excel cell holds 32,767 characters.
constexpr std::size_t most_cell_characters = 32'000;

std::string cut_cell(std::string text)
{
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U && ++characters > most_cell_characters)
            return text.substr(0, i);
    return text;
}

std::string kind_cell(question_kind kind, language in)
{
    switch (kind) {
    case question_kind::CHOICE:
        return words{"하나 고르기", "Choice"}.in(in);
    case question_kind::MULTIPLE_CHOICE:
        return words{"여러 개 고르기", "Multiple choice"}.in(in);
    case question_kind::SHORT_ANSWER:
        return words{"단답형", "Short answer"}.in(in);
    case question_kind::NUMERIC:
        return words{"숫자", "Numeric"}.in(in);
    case question_kind::ESSAY:
        return words{"서술형", "Essay"}.in(in);
    }
    return {};
}

std::string difficulty_cell(difficulty level, language in)
{
    switch (level) {
    case difficulty::EASY:
        return words{"쉬움", "Easy"}.in(in);
    case difficulty::MEDIUM:
        return words{"보통", "Medium"}.in(in);
    case difficulty::HARD:
        return words{"어려움", "Hard"}.in(in);
    }
    return {};
}

std::string answer_cell(const question_document& what)
{
    if (what.number)
        return text_of(*what.number);
    if (what.accepted.size() > 0) {
        std::vector<std::string> forms;
        for (const auto& each : what.accepted)
            forms.push_back(each.value);
        return cells::joined(forms);
    }
    std::string numbers;
    for (std::size_t i = 0; i < what.choices.size(); ++i)
        if (what.choices.items[i].correct)
            numbers += (numbers.empty() ? "" : ", ") + std::to_string(i + 1);
    return numbers;
}

std::vector<std::string> row_of_question(const written_question& what, std::size_t choices, language in)
{
    const auto& document = what.document;
    std::vector<std::string> row{kind_cell(document.kind, in), courses::plain_text_of(document.content)};
    for (std::size_t i = 0; i < choices; ++i)
        row.push_back(i < document.choices.size() ? document.choices.items[i].text.value : std::string{});
    row.push_back(answer_cell(document));
    row.push_back(document.tolerance.value_or(0) > 0 ? text_of(*document.tolerance) : std::string{});
    row.push_back(std::to_string(what.points.value));
    row.push_back(difficulty_cell(what.difficulty, in));
    std::string tags;
    for (const auto& each : what.tags)
        tags += (tags.empty() ? "" : ", ") + each.value;
    row.push_back(std::move(tags));
    row.push_back(document.explanation ? document.explanation->value : std::string{});
    std::vector<std::string> rubric;
    for (const auto& each : document.rubric)
        rubric.push_back(each.title.value + " " + std::to_string(each.share.value));
    row.push_back(cells::joined(rubric));
    for (auto& each : row)
        each = cut_cell(std::move(each));
    return row;
}

tables::sheet headed_sheet(std::size_t choices, language in)
{
    tables::sheet sheet{words{"문제", "Questions"}.in(in), {}, {}};
    const auto column = [&](const words& heading, double width) { sheet.columns.push_back({heading.in(in), width}); };
    column({"유형", "Type"}, 14);
    column({"문제", "Question"}, 50);
    for (std::size_t i = 1; i <= choices; ++i)
        column(say("보기 {}", "Choice {}", i), 20);
    column({"정답", "Answer"}, 18);
    column({"허용 오차", "Tolerance"}, 12);
    column({"배점", "Points"}, 8);
    column({"난이도", "Difficulty"}, 10);
    column({"태그", "Tags"}, 18);
    column({"해설", "Explanation"}, 30);
    column({"채점 기준", "Rubric"}, 24);
    return sheet;
}

// What the template shows: one of each kind.
std::vector<written_question> samples(language in)
{
    const auto sample = [&](question_kind kind, const words& asked, const words& why) {
        written_question one;
        one.document.kind = kind;
        one.document.content = courses::rich_text_of(asked.in(in));
        if (!why.ko.empty())
            one.document.explanation = {why.in(in)};
        return one;
    };
    const auto choice_of = [&](const words& text, bool right) { return choice{{text.in(in)}, right}; };
    auto one = sample(question_kind::CHOICE, {"작업을 시작하기 전에 먼저 할 일은?", "What comes first, before work?"},
                      {"점검표는 작업마다 씁니다.", "There is a checklist for every job."});
    one.document.choices.items = {choice_of({"장비 점검", "Check the equipment"}, true),
                                  choice_of({"휴식", "Have a break"}, false), choice_of({"청소", "Clean up"}, false)};
    auto several =
        sample(question_kind::MULTIPLE_CHOICE, {"보호구를 모두 고르시오.", "Which of these protect you?"}, {});
    several.document.choices.items = {choice_of({"안전모", "A helmet"}, true),
                                      choice_of({"안전화", "Safety shoes"}, true),
                                      choice_of({"슬리퍼", "Slippers"}, false)};
    auto brief =
        sample(question_kind::SHORT_ANSWER, {"물질안전보건자료의 영어 약자는?", "What is MSDS short for?"}, {});
    brief.document.accepted.items = {{words{"MSDS", "Material Safety Data Sheet"}.in(in)},
                                     {words{"SDS", "Safety Data Sheet"}.in(in)}};
    auto number = sample(question_kind::NUMERIC,
                         {"2.5 kW로 4시간 쓴 전력량은 몇 kWh인가?", "How many kWh are 2.5 kW for 4 hours?"}, {});
    number.document.number = 10;
    number.document.tolerance = 0.1;
    auto essay = sample(question_kind::ESSAY,
                        {"추락 사고의 원인과 대책을 쓰시오.", "Name causes of falls, and what to do."}, {});
    essay.document.rubric.items = {{{words{"원인", "Causes"}.in(in)}, {40}},
                                   {{words{"대책", "What to do"}.in(in)}, {60}}};
    return {one, several, brief, number, essay};
}

} // namespace

std::vector<tables::sheet> bank_sheets(std::span<const written_question> all, language in)
{
    std::size_t choices = 4;
    for (const auto& each : all)
        choices = std::max(choices, each.document.choices.size());
    auto sheet = headed_sheet(choices, in);
    sheet.rows.reserve(all.size());
    for (const auto& each : all)
        sheet.rows.push_back(row_of_question(each, choices, in));
    return {std::move(sheet)};
}

std::vector<tables::sheet> template_sheets(language in)
{
    auto sheets = bank_sheets(samples(in), in);
    sheets.front().with_filter = false;
    tables::sheet guide{words{"작성 안내", "How to fill it in"}.in(in),
                        {{words{"열", "Column"}.in(in), 16}, {words{"쓰는 법", "What goes there"}.in(in), 90}},
                        {},
                        false};
    const auto line = [&](const words& column, const words& says) {
        guide.rows.push_back({column.in(in), says.in(in)});
    };
    line({"유형", "Type"}, {"하나 고르기, 여러 개 고르기, 단답형, 숫자, 서술형, OX. 비우면 다른 칸을 보고 정합니다.",
                            "Choice, multiple choice, short answer, numeric, essay or true-false. If it is empty, the "
                            "other cells tell."});
    line({"보기", "Choices"}, {"2개에서 10개까지. ‘보기 10’까지 열을 더 둘 수 있습니다.",
                               "2 to 10 of them; there may be columns up to \"Choice 10\"."});
    line(
        {"정답", "Answer"},
        {"고르기: 보기의 번호(여럿이면 1, 3). 단답형: 맞는 답을 |나 줄바꿈으로 나누어. 숫자: 수 하나. 서술형: 비움.",
         "Choices: their numbers, such as 1, 3. Short answer: what is right, between | or on lines. Numeric: a number. "
         "Essay: empty."});
    line({"채점 기준", "Rubric"}, {"서술형만. 한 줄에 하나씩 ‘원인 40’처럼. 더해서 100이 되어야 합니다.",
                                   "Essays only: lines such as \"Causes 40\", which add up to 100."});
    line({"태그", "Tags"}, {"쉼표로 나누어 10개까지.", "At most 10, between commas."});
    line({"", ""}, {"첫 시트의 제목 줄은 그대로 두고 예를 지운 뒤 적으세요. 한 번에 2,000문제까지 올릴 수 있습니다.",
                    "Leave the headings of the first sheet and write over the examples. At most 2,000 questions at a "
                    "time."});
    sheets.push_back(std::move(guide));
    return sheets;
}

} // namespace ahimmoyak::questions
