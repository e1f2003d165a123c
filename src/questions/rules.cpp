#include "questions/rules.hpp"

#include "base/random.hpp"
#include "questions/fold.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace ahimmoyak::questions {

namespace {

using faults = std::vector<issue>;

bool has_choices(question_kind kind) { return kind == question_kind::CHOICE || kind == question_kind::MULTIPLE_CHOICE; }

void check_choices(const question_document& what, faults& found)
{
    const auto& choices = what.choices.items;
    if (choices.size() < 2) {
        found.push_back({"/document/choices", "too_few", {"보기를 둘 이상 적으세요.", "Write at least two choices."}});
        return;
    }
    std::set<std::string> known;
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (!known.insert(choices[i].text.value).second) // mW is not MW
            found.push_back({"/document/choices/" + std::to_string(i) + "/text",
                             "twice",
                             {"같은 보기가 이미 있습니다.", "This choice is there already."}});
    const auto right = std::count_if(choices.begin(), choices.end(), [](const choice& each) { return each.correct; });
    if (what.kind == question_kind::CHOICE && right != 1)
        found.push_back({"/document/choices",
                         "one_right",
                         {"정답인 보기를 하나만 고르세요. 둘 이상이면 ‘여러 개 고르기’로 바꾸세요.",
                          "Mark exactly one choice as right; if there are several, make it a multiple choice."}});
    if (what.kind == question_kind::MULTIPLE_CHOICE && right == 0)
        found.push_back({"/document/choices",
                         "none_right",
                         {"정답인 보기를 하나 이상 고르세요.", "Mark at least one choice as right."}});
}

void check_accepted(const question_document& what, faults& found)
{
    if (what.accepted.size() == 0)
        found.push_back({"/document/accepted",
                         "required",
                         {"정답으로 볼 답을 하나 이상 적으세요.", "Write at least one answer that is right."}});
    std::set<std::string> known;
    for (std::size_t i = 0; i < what.accepted.size(); ++i) {
        const auto place = "/document/accepted/" + std::to_string(i);
        const auto plain = folded(what.accepted.items[i].value);
        if (plain.empty())
            found.push_back({place, "required", {"답을 적으세요.", "Write an answer."}});
        else if (what.accepted.items[i].value.find('\n') != std::string::npos)
            found.push_back({place, "one_line", {"한 줄로 적으세요.", "Keep it on one line."}});
        else if (!known.insert(plain).second)
            found.push_back({place,
                             "twice",
                             {"같은 답으로 보는 것이 이미 있습니다. 띄어쓰기와 대소문자는 가리지 않습니다.",
                              "An answer that counts as the same is there already; spaces and case do not matter."}});
    }
}

void check_number(const question_document& what, faults& found)
{
    if (!what.number || !std::isfinite(*what.number))
        found.push_back({"/document/number", "required", {"정답인 수를 적으세요.", "Write the number that is right."}});
    if (what.tolerance && (!std::isfinite(*what.tolerance) || *what.tolerance < 0))
        found.push_back({"/document/tolerance",
                         "range",
                         {"허용 오차는 0이거나 그보다 커야 합니다.", "The tolerance must be 0 or more."}});
}

void check_rubric(const question_document& what, faults& found)
{
    std::int64_t sum = 0;
    for (const auto& each : what.rubric)
        sum += each.share.value;
    if (what.rubric.size() > 0 && sum != 100)
        found.push_back({"/document/rubric", "sum",
                         say("채점 기준의 비중을 더하면 100이어야 합니다. 지금은 {}입니다.",
                             "The shares of the rubric must add up to 100; now they come to {}.", sum)});
}

} // namespace

void tidy(written_question& what)
{
    auto& document = what.document;
    if (!has_choices(document.kind))
        document.choices.items.clear();
    if (document.kind != question_kind::SHORT_ANSWER)
        document.accepted.items.clear();
    if (document.kind != question_kind::NUMERIC) {
        document.number.reset();
        document.tolerance.reset();
    } else if (!document.tolerance) {
        document.tolerance = 0;
    }
    if (document.kind != question_kind::ESSAY)
        document.rubric.items.clear();
    for (auto& each : document.rubric.items)
        std::replace(each.title.value.begin(), each.title.value.end(), '\n', ' ');
    std::set<std::string> known;
    std::erase_if(what.tags.items, [&](const tag_name& each) { return !known.insert(each.value).second; });
}

std::vector<issue> faults_of(const written_question& what)
{
    faults found;
    const auto& document = what.document;
    for (std::size_t i = 0; i < what.tags.size(); ++i)
        if (const auto& name = what.tags.items[i].value;
            name.starts_with('#') || name.find_first_of(",\n") != std::string::npos)
            found.push_back(
                {"/tags/" + std::to_string(i),
                 "tag_form",
                 {"태그는 #로 시작하거나 쉼표를 담을 수 없습니다.", "A tag begins with no # and has no comma in it."}});
    if (folded(courses::plain_text_of(document.content)).empty())
        found.push_back({"/document/content", "required", {"무엇을 묻는지 적으세요.", "Write what is asked."}});
    switch (document.kind) {
    case question_kind::CHOICE:
    case question_kind::MULTIPLE_CHOICE:
        check_choices(document, found);
        break;
    case question_kind::SHORT_ANSWER:
        check_accepted(document, found);
        break;
    case question_kind::NUMERIC:
        check_number(document, found);
        break;
    case question_kind::ESSAY:
        check_rubric(document, found);
        break;
    }
    return found;
}

std::string fingerprint_of(const question_document& what)
{
    std::string all{json::codec<question_kind>::name(what.kind)};
    const auto add = [&all](std::string_view part) { all.append(1, '\0').append(part); };
    add(folded(courses::plain_text_of(what.content)));
    for (const auto& each : what.choices) {
        add(each.correct ? "right" : "wrong");
        add(each.text.value);
    }
    for (const auto& each : what.accepted)
        add(folded(each.value));
    if (what.number)
        add(fmt::format("{} {}", *what.number, what.tolerance.value_or(0)));
    if (what.picture)
        add("picture " + std::to_string(what.picture->id.value));
    return hex(sha256(all));
}

} // namespace ahimmoyak::questions
