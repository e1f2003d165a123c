#include "questions/correct.hpp"

#include "questions/fold.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <limits>

namespace ahimmoyak::questions {

namespace {

constexpr std::size_t most_choices = 10;

// Nothing: one of them is not there, or is named twice.
std::optional<std::bitset<most_choices>> chosen(const question_document& asked, const response& answered)
{
    std::bitset<most_choices> set;
    for (const auto& each : answered.choices) {
        if (each.value < 0)
            return std::nullopt;
        const auto at = static_cast<std::size_t>(each.value);
        if (at >= std::min(asked.choices.size(), most_choices) || set.test(at))
            return std::nullopt;
        set.set(at);
    }
    return set;
}

std::bitset<most_choices> right_choices(const question_document& asked)
{
    std::bitset<most_choices> set;
    for (std::size_t i = 0; i < std::min(asked.choices.size(), most_choices); ++i)
        set.set(i, asked.choices.items[i].correct);
    return set;
}

// 3.1 is within 0.1 of 3, however a binary fraction sees it.
bool is_near(double number, double is, double tolerance)
{
    const auto slack = 4 * std::numeric_limits<double>::epsilon() * std::max(std::abs(number), std::abs(is));
    return std::abs(number - is) <= tolerance + slack;
}

bool is_accepted(const question_document& asked, std::string_view answer)
{
    const auto said = folded(answer);
    return std::any_of(asked.accepted.begin(), asked.accepted.end(),
                       [&](const auto& form) { return folded(form.value) == said; });
}

} // namespace

std::optional<bool> is_correct(const question_document& asked, const response& answered)
{
    if (is_empty(answered) || !fits(asked, answered))
        return false;
    switch (asked.kind) {
    case question_kind::CHOICE:
    case question_kind::MULTIPLE_CHOICE:
        return chosen(asked, answered) == right_choices(asked);
    case question_kind::SHORT_ANSWER:
        return is_accepted(asked, answered.text->value);
    case question_kind::NUMERIC:
        return asked.number && is_near(*asked.number, *answered.number, asked.tolerance.value_or(0));
    case question_kind::ESSAY:
        return std::nullopt;
    }
    return false;
}

bool fits(const question_document& asked, const response& answered)
{
    const bool choices = answered.choices.size() > 0;
    const bool text = answered.text.has_value();
    const bool number = answered.number.has_value();
    switch (asked.kind) {
    case question_kind::CHOICE:
        return !text && !number && answered.choices.size() <= 1 && chosen(asked, answered);
    case question_kind::MULTIPLE_CHOICE:
        return !text && !number && chosen(asked, answered);
    case question_kind::SHORT_ANSWER:
    case question_kind::ESSAY:
        return !choices && !number;
    case question_kind::NUMERIC:
        return !choices && !text && (!number || std::isfinite(*answered.number));
    }
    return false;
}

bool is_empty(const response& answered)
{
    return answered.choices.size() == 0 && !answered.number && (!answered.text || folded(answered.text->value).empty());
}

} // namespace ahimmoyak::questions
