#include "questions/draft.hpp"
#include "questions/gift.hpp"
#include "questions/gift_text.hpp"

#include <algorithm>
#include <array>

namespace ahimmoyak::questions {

namespace {

// What begins like a format is told to be text.
std::string piece(std::string_view text) { return (text.starts_with('[') ? "[plain]" : "") + gift::escaped(text); }

// A choice that begins with what would be a weight gets one.
void write_choice(std::string& out, char mark, std::string_view weight, std::string_view text)
{
    out.append("\n\t").append(1, mark);
    if (!weight.empty())
        out.append(1, '%').append(weight).append(1, '%');
    out += piece(text);
}

bool is_truth(const question_document& what)
{
    const auto& all = what.choices.items;
    return what.kind == question_kind::CHOICE && all.size() == 2 && all[0].text.value == "참" &&
           all[1].text.value == "거짓";
}

void write_choices(std::string& out, const question_document& what)
{
    if (is_truth(what)) {
        out += what.choices.items[0].correct ? "TRUE" : "FALSE";
        return;
    }
    // The shares that Moodle knows.
    constexpr std::array<std::string_view, 11> shares{"0",        "100",      "50",   "33.33333", "25", "20",
                                                      "16.66667", "14.28571", "12.5", "11.11111", "10"};
    const auto right = static_cast<std::size_t>(
        std::count_if(what.choices.begin(), what.choices.end(), [](const choice& each) { return each.correct; }));
    for (const auto& each : what.choices) {
        const bool like_weight = each.text.value.starts_with('%');
        if (what.kind == question_kind::CHOICE)
            write_choice(out, each.correct ? '=' : '~',
                         !like_weight   ? ""
                         : each.correct ? "100"
                                        : "0",
                         each.text.value);
        else
            write_choice(out, '~', each.correct ? shares.at(std::min(right, shares.size() - 1)) : "-100",
                         each.text.value);
    }
    out += '\n';
}

void write_answers(std::string& out, const question_document& what)
{
    switch (what.kind) {
    case question_kind::CHOICE:
    case question_kind::MULTIPLE_CHOICE:
        return write_choices(out, what);
    case question_kind::SHORT_ANSWER:
        for (const auto& each : what.accepted)
            write_choice(out, '=', each.value.starts_with('%') ? "100" : "", each.value);
        out += '\n';
        return;
    case question_kind::NUMERIC:
        out += '#' + text_of(what.number.value_or(0));
        if (what.tolerance.value_or(0) > 0)
            out += ':' + text_of(*what.tolerance);
        return;
    case question_kind::ESSAY:
        return;
    }
}

void write_tags(std::string& out, const written_question& what)
{
    if (what.tags.size() == 0)
        return;
    out += "//";
    for (const auto& each : what.tags) {
        out += " [tag:";
        for (const char c : each.value) {
            if (c == ']' || c == '\\')
                out += '\\';
            out += c;
        }
        out += ']';
    }
    out += '\n';
}

// The format has no place for its bytes: who reads the file learns that there was one.
void write_picture(std::string& out, const question_document& what)
{
    if (!what.picture)
        return;
    auto alt = what.picture->alt.value;
    std::ranges::replace(alt, '\n', ' ');
    out += "// 그림은 담기지 않았습니다. The picture is left out: " + alt + "\n";
}

} // namespace

std::string write_gift(std::span<const written_question> all)
{
    std::string out;
    for (const auto& each : all) {
        write_tags(out, each);
        write_picture(out, each.document);
        // Whatever it begins with, it is text.
        out += "[plain]";
        out += gift::escaped(courses::plain_text_of(each.document.content));
        out += " {";
        write_answers(out, each.document);
        if (each.document.explanation)
            out += "####" + piece(each.document.explanation->value);
        out += "}\n\n";
    }
    return out;
}

} // namespace ahimmoyak::questions
