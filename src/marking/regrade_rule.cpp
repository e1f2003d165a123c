#include "marking/regrade_rule.hpp"

#include "base/problem.hpp"
#include "questions/correct.hpp"

#include <algorithm>

namespace ahimmoyak::marking {

namespace {

using questions::question_document;
using questions::question_kind;
using questions::response;

bool right_by(const question_document& asked, const response& given)
{
    return questions::is_correct(asked, given).value_or(false);
}

void only_right(question_document& asked, const std::vector<std::int64_t>& choices)
{
    for (std::size_t i = 0; i < asked.choices.size(); ++i)
        asked.choices.items[i].correct = std::ranges::count(choices, static_cast<std::int64_t>(i)) > 0;
}

bool accepted(question_document asked, const regrade_form& form, const response& given)
{
    std::vector<std::int64_t> choices;
    for (const auto& each : form.choices)
        choices.push_back(each.value);
    switch (asked.kind) {
    case question_kind::CHOICE:
        return std::ranges::any_of(choices, [&](std::int64_t each) {
            only_right(asked, {each});
            return right_by(asked, given);
        });
    case question_kind::MULTIPLE_CHOICE:
        only_right(asked, choices);
        return right_by(asked, given);
    case question_kind::SHORT_ANSWER:
        asked.accepted.items.clear();
        for (const auto& each : form.accepted)
            asked.accepted.items.push_back(each);
        return right_by(asked, given);
    case question_kind::NUMERIC:
        return std::ranges::any_of(form.numbers, [&](double each) {
            asked.number = each;
            return right_by(asked, given);
        });
    case question_kind::ESSAY:
        break;
    }
    return false;
}

} // namespace

void check_regrade(const question_document& asked, const regrade_form& form)
{
    if (form.kind != regrade_way::ACCEPT)
        return;
    const words none{"더 인정할 답을 하나 이상 고르거나 쓰세요.", "Say which answers are right as well."};
    switch (asked.kind) {
    case question_kind::CHOICE:
    case question_kind::MULTIPLE_CHOICE:
        if (form.choices.size() == 0)
            throw invalid("/choices", "required", none);
        for (const auto& each : form.choices)
            if (each.value >= std::ssize(asked.choices.items))
                throw invalid("/choices", "unknown",
                              {"이 문항에 없는 보기입니다.", "This question does not have such a choice."});
        return;
    case question_kind::SHORT_ANSWER:
        if (form.accepted.size() == 0)
            throw invalid("/accepted", "required", none);
        return;
    case question_kind::NUMERIC:
        if (form.numbers.size() == 0)
            throw invalid("/numbers", "required", none);
        return;
    case question_kind::ESSAY:
        throw invalid("/kind", "essay",
                      {"서술형 문항은 사람이 채점합니다. 모두 만점을 주거나 문항을 빼세요.",
                       "An essay is marked by people: give everybody full points, or drop the question."});
    }
}

answer_points regraded(const question_document& asked, const regrade_form& form, const std::optional<response>& given,
                       const answer_points& now)
{
    switch (form.kind) {
    case regrade_way::FULL_POINTS:
        return {now.possible, 100 * now.possible};
    case regrade_way::DROP:
        return {0, 0};
    case regrade_way::ACCEPT:
        break;
    }
    if (given && accepted(asked, form, *given))
        return {now.possible, 100 * now.possible};
    return now;
}

} // namespace ahimmoyak::marking
