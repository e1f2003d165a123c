#include "questions/sheet_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace ahimmoyak::questions::cells {

namespace {

template <class T>
struct called {
    std::string_view word;
    T means;
};

constexpr auto kinds = std::to_array<called<question_kind>>({{"객관식", question_kind::CHOICE},
                                                             {"선다형", question_kind::CHOICE},
                                                             {"선택형", question_kind::CHOICE},
                                                             {"하나고르기", question_kind::CHOICE},
                                                             {"choice", question_kind::CHOICE},
                                                             {"singlechoice", question_kind::CHOICE},
                                                             {"여러개고르기", question_kind::MULTIPLE_CHOICE},
                                                             {"복수정답", question_kind::MULTIPLE_CHOICE},
                                                             {"복수선택", question_kind::MULTIPLE_CHOICE},
                                                             {"다중선택", question_kind::MULTIPLE_CHOICE},
                                                             {"multiplechoice", question_kind::MULTIPLE_CHOICE},
                                                             {"단답형", question_kind::SHORT_ANSWER},
                                                             {"단답", question_kind::SHORT_ANSWER},
                                                             {"주관식", question_kind::SHORT_ANSWER},
                                                             {"shortanswer", question_kind::SHORT_ANSWER},
                                                             {"숫자", question_kind::NUMERIC},
                                                             {"숫자형", question_kind::NUMERIC},
                                                             {"계산형", question_kind::NUMERIC},
                                                             {"numeric", question_kind::NUMERIC},
                                                             {"number", question_kind::NUMERIC},
                                                             {"서술형", question_kind::ESSAY},
                                                             {"논술형", question_kind::ESSAY},
                                                             {"서술", question_kind::ESSAY},
                                                             {"essay", question_kind::ESSAY}});
constexpr std::array truths{std::string_view{"ox"}, std::string_view{"o/x"}, std::string_view{"ox형"},
                            std::string_view{"진위형"}, std::string_view{"truefalse"}};
constexpr auto levels = std::to_array<called<difficulty>>({{"쉬움", difficulty::EASY},
                                                           {"하", difficulty::EASY},
                                                           {"easy", difficulty::EASY},
                                                           {"보통", difficulty::MEDIUM},
                                                           {"중", difficulty::MEDIUM},
                                                           {"medium", difficulty::MEDIUM},
                                                           {"어려움", difficulty::HARD},
                                                           {"상", difficulty::HARD},
                                                           {"hard", difficulty::HARD}});

template <class List>
auto find_word(const List& list, const std::string& word)
{
    return std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.word == word; });
}

} // namespace

std::string plain_word(std::string_view written)
{
    std::string plain;
    for (const char c : written.substr(0, written.find('('))) {
        if (c >= 'A' && c <= 'Z')
            plain += static_cast<char>(c - 'A' + 'a');
        else if (std::string_view{" *:-_.\t\r\n"}.find(c) == std::string_view::npos)
            plain += c;
    }
    return plain;
}

std::optional<question_kind> kind_of(std::string_view written, bool& truth)
{
    const auto word = plain_word(written);
    truth = std::find(truths.begin(), truths.end(), word) != truths.end();
    if (truth)
        return question_kind::CHOICE;
    const auto found = find_word(kinds, word);
    return found == kinds.end() ? std::nullopt : std::optional{found->means};
}

std::optional<difficulty> difficulty_of(std::string_view written)
{
    const auto found = find_word(levels, plain_word(written));
    return found == levels.end() ? std::nullopt : std::optional{found->means};
}

std::vector<std::string> parts_of(std::string_view cell)
{
    std::vector<std::string> all(1);
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const auto next = i + 1 < cell.size() ? cell[i + 1] : '\0';
        if (cell[i] == '\\' && (next == '|' || next == '\\'))
            all.back() += cell[++i];
        else if (cell[i] == '|' || cell[i] == '\n')
            all.emplace_back();
        else
            all.back() += cell[i];
    }
    for (auto& each : all)
        each = std::string{trimmed(each)};
    std::erase(all, "");
    return all;
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (const auto& each : parts) {
        if (!all.empty())
            all += '\n';
        for (const char c : each) {
            if (c == '|' || c == '\\')
                all += '\\';
            all += c;
        }
    }
    return all;
}

std::optional<std::size_t> choice_of(std::string_view written, const std::vector<draft::option>& choices)
{
    written = trimmed(written);
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (choices[i].text == written)
            return i;
    constexpr std::string_view one = "①"; // to ⑩ only the last byte grows
    std::size_t number = 0;
    if (written.size() == one.size() && written.substr(0, 2) == one.substr(0, 2))
        number = static_cast<unsigned char>(written[2]) - std::size_t{static_cast<unsigned char>(one[2])} + 1;
    else {
        if (written.starts_with("보기"))
            written = trimmed(written.substr(std::string_view{"보기"}.size()));
        const auto [end, failed] = std::from_chars(written.data(), written.data() + written.size(), number);
        const std::string_view rest{end, static_cast<std::size_t>(written.data() + written.size() - end)};
        if (failed != std::errc{} || (rest != "" && rest != "번" && rest != ".0"))
            return std::nullopt;
    }
    return number >= 1 && number <= choices.size() ? std::optional{number - 1} : std::nullopt;
}

std::vector<std::string> numbers_in(std::string_view cell)
{
    std::string plain{cell};
    std::replace_if(plain.begin(), plain.end(), [](char c) { return c == ',' || c == ';' || c == '/'; }, '|');
    return parts_of(plain);
}

std::optional<draft::line> rubric_line_of(std::string_view written)
{
    written = trimmed(written);
    if (written.ends_with('%'))
        written = trimmed(written.substr(0, written.size() - 1));
    auto begin = written.size();
    while (begin > 0 && written[begin - 1] >= '0' && written[begin - 1] <= '9')
        --begin;
    draft::line line;
    const auto digits = written.substr(begin);
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), line.share);
    auto title = trimmed(written.substr(0, begin));
    if (title.ends_with(':'))
        title = trimmed(title.substr(0, title.size() - 1));
    if (failed != std::errc{} || title.empty())
        return std::nullopt;
    line.title = title;
    return line;
}

} // namespace ahimmoyak::questions::cells
