#include "questions/gift_answers.hpp"

#include "questions/gift_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ahimmoyak::questions::gift {

namespace {

constexpr auto no_place = std::string_view::npos;
constexpr std::size_t most_answers = 50; ///< of a question: the form says that ten are allowed

// "=%50%Jon#a friend": what it is marked with, how much it counts, what it says, and what is said to it.
struct answer {
    char mark = '=';
    std::optional<double> weight;
    std::string_view text;
    std::string_view feedback;
};

answer answer_of(char mark, std::string_view rest)
{
    answer one{mark, {}, trimmed(rest), {}};
    if (one.text.starts_with('%')) {
        const auto end = one.text.find('%', 1);
        if (end != no_place && end <= 12) {
            one.weight = number_of(one.text.substr(1, end - 1));
            if (one.weight)
                one.text.remove_prefix(end + 1);
        }
    }
    if (const auto hash = find_bare(one.text, "#"); hash != no_place) {
        one.feedback = trimmed(one.text.substr(hash + 1));
        one.text = one.text.substr(0, hash);
    }
    one.text = trimmed(one.text);
    return one;
}

std::vector<answer> split(std::string_view body, draft& of)
{
    std::vector<answer> all;
    auto at = find_bare(body, "=~");
    if (!trimmed(body.substr(0, at)).empty())
        of.fail("/document/choices", "gift_form",
                {"중괄호 안은 =나 ~로 시작해야 합니다.", "What stands in the braces must begin with = or ~."});
    while (at != no_place && all.size() < most_answers) {
        const auto next = find_bare(body, "=~", at + 1);
        if (body[at] == '~' && next == at + 1 && body[next] == '=') { // "~=" is "="
            at = next;
            continue;
        }
        all.push_back(answer_of(body[at], body.substr(at + 1, next == no_place ? no_place : next - at - 1)));
        at = next;
    }
    return all;
}

void add_line(std::string& to, std::string_view line)
{
    if (line.empty())
        return;
    if (!to.empty())
        to += '\n';
    to += line;
}

// What the file says to one answer stands in the explanation, which is shown with the result.
void keep_feedback(std::string_view to, std::string_view feedback, text_format as, draft& of)
{
    if (const auto words = said(feedback, as, of); !words.empty())
        add_line(of.explanation, to.empty() ? words : std::string{to} + ": " + words);
}

bool counts_fully(const answer& one) { return !one.weight || *one.weight >= 99.9; }

void note_partial(draft& of, std::string_view pointer)
{
    of.note(pointer, "partial_left_out",
            {"부분 점수는 가져오지 않습니다. 온전한 정답만 남깁니다.",
             "Partial credit is left out; only what is wholly right is kept."});
}

// Moodle takes anything in the place of a bare star.
void note_wildcard(draft& of)
{
    of.note("/document/accepted", "wildcard_as_written",
            {"*는 아무 글자나 뜻하지 않고 * 글자로 가져옵니다. 인정할 답을 하나씩 적으세요.",
             "A * is taken as the character itself, not as anything; write each accepted answer out."});
}

// With a = one is to be chosen; without, all that count.
void read_choices(const std::vector<answer>& all, text_format as, draft& of)
{
    const bool one = std::any_of(all.begin(), all.end(), [](const answer& each) { return each.mark == '='; });
    of.kind = one ? question_kind::CHOICE : question_kind::MULTIPLE_CHOICE;
    bool partial = false;
    for (const auto& each : all) {
        const bool right = one ? each.mark == '=' && counts_fully(each) : each.weight.value_or(0) > 0;
        partial = partial || (one && !right && each.weight.value_or(0) > 0);
        of.choices.push_back({said(each.text, as, of), right});
        keep_feedback(of.choices.back().text, each.feedback, as, of);
    }
    if (partial)
        note_partial(of, "/document/choices");
}

void read_accepted(const std::vector<answer>& all, text_format as, draft& of)
{
    of.kind = question_kind::SHORT_ANSWER;
    for (const auto& each : all) {
        auto words = said(each.text, as, of);
        keep_feedback(words, each.feedback, as, of);
        if (counts_fully(each)) {
            if (find_bare(each.text, "*") != no_place)
                note_wildcard(of);
            for (auto at = words.find("\\*"); at != std::string::npos; at = words.find("\\*", at + 1))
                words.erase(at, 1); // a star that means itself
            of.accepted.push_back(std::move(words));
        } else if (each.weight > 0) {
            note_partial(of, "/document/accepted");
        }
    }
}

// Half of a range has no more digits than its ends have.
double rounded(double number) { return number_of(fmt::format("{:.12g}", number)).value_or(number); }

bool read_number(std::string_view text, draft& of)
{
    if (const auto dots = text.find(".."); dots != no_place) {
        const auto from = number_of(text.substr(0, dots));
        const auto to = number_of(text.substr(dots + 2));
        if (!from || !to || *from > *to || !std::isfinite(*from + *to) || !std::isfinite(*to - *from))
            return false;
        of.number = rounded((*from + *to) / 2);
        of.tolerance = rounded((*to - *from) / 2);
        return true;
    }
    const auto colon = text.find(':');
    of.number = number_of(text.substr(0, colon));
    of.tolerance = colon == no_place ? std::optional<double>{0} : number_of(text.substr(colon + 1));
    return of.number && of.tolerance;
}

void read_numeric(std::string_view body, text_format as, draft& of)
{
    of.kind = question_kind::NUMERIC;
    // "3:2~#Wrong": what stands behind ~ is said to every other number.
    const auto others = find_bare(body, "~");
    const auto right = body.substr(0, others);
    auto all = find_bare(right, "=") == no_place ? std::vector{answer_of('=', right)} : split(right, of);
    if (others != no_place)
        keep_feedback({}, answer_of('~', body.substr(others + 1)).feedback, as, of);
    const auto best = std::find_if(all.begin(), all.end(), counts_fully);
    if (best == all.end() || !read_number(best->text, of))
        return of.fail("/document/number", "gift_number",
                       {"정답인 수를 읽을 수 없습니다. {#3:0.1}이나 {#1..5}처럼 적으세요.",
                        "The number cannot be read; write it as {#3:0.1} or {#1..5}."});
    keep_feedback({}, best->feedback, as, of);
    if (all.size() > 1)
        of.note("/document/number", "numbers_left_out",
                {"정답인 수가 여럿이어서 하나만 가져옵니다.", "There are several numbers; one is kept."});
}

std::optional<bool> truth_of(std::string_view body)
{
    auto word = std::string{trimmed(body.substr(0, find_bare(body, "#")))};
    for (auto& c : word)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    if (word == "T" || word == "TRUE")
        return true;
    return word == "F" || word == "FALSE" ? std::optional{false} : std::nullopt;
}

void read_truth(bool truth, std::string_view body, text_format as, draft& of)
{
    of.kind = question_kind::CHOICE;
    of.choices = {{"참", truth}, {"거짓", !truth}};
    // First what is said to a wrong answer, then to the right one.
    auto hash = find_bare(body, "#");
    for (const auto to : {truth ? 1U : 0U, truth ? 0U : 1U}) {
        if (hash == no_place)
            return;
        const auto next = find_bare(body, "#", hash + 1);
        keep_feedback(of.choices[to].text, body.substr(hash + 1, next == no_place ? no_place : next - hash - 1), as,
                      of);
        hash = next;
    }
}

bool is_matching(const std::vector<answer>& all)
{
    return all.size() > 1 && std::all_of(all.begin(), all.end(), [](const answer& each) {
               return each.mark == '=' && each.text.find("->") != no_place;
           });
}

} // namespace

text_format take_format(std::string_view& text, text_format otherwise)
{
    struct marker {
        std::string_view written;
        text_format means;
    };
    constexpr std::array markers{marker{"[html]", text_format::html}, marker{"[moodle]", text_format::html},
                                 marker{"[plain]", text_format::plain}, marker{"[markdown]", text_format::plain}};
    text = trimmed(text);
    for (const auto& each : markers)
        if (text.starts_with(each.written)) {
            text = trimmed(text.substr(each.written.size()));
            return each.means;
        }
    return otherwise;
}

std::string said(std::string_view piece, text_format as, draft& of)
{
    as = take_format(piece, as);
    auto words = unescaped(piece);
    if (as == text_format::html || (as == text_format::unsaid && looks_like_html(words))) {
        bool pictures = false;
        words = words_of_html(words, pictures);
        if (pictures && (of.notes.empty() || of.notes.back().code != "pictures_left_out"))
            of.note("/document/content", "pictures_left_out",
                    {"그림과 영상은 가져오지 않습니다.", "Pictures and videos are left out."});
    }
    return std::string{trimmed(words)};
}

void read_answers(std::string_view body, text_format as, draft& of)
{
    auto general = find_bare(body, "#");
    while (general != no_place && body.substr(general, 4) != "####")
        general = find_bare(body, "#", general + 1);
    if (general != no_place) {
        of.explanation = said(body.substr(general + 4), as, of);
        body = body.substr(0, general);
    }
    body = trimmed(body);
    if (body.empty()) {
        of.kind = question_kind::ESSAY;
        return;
    }
    if (body.front() == '#')
        return read_numeric(body.substr(1), as, of);
    if (const auto truth = truth_of(body))
        return read_truth(*truth, body, as, of);
    const auto all = split(body, of);
    if (is_matching(all))
        return of.fail("/document/choices", "matching",
                       {"짝짓기 문제는 지원하지 않습니다. 보기를 고르는 문제로 바꾸세요.",
                        "Matching questions are not supported; make choices of them."});
    if (find_bare(body, "~") != no_place)
        read_choices(all, as, of);
    else
        read_accepted(all, as, of);
}

} // namespace ahimmoyak::questions::gift
