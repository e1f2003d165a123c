#include "mail/message.hpp"

namespace ahimmoyak::mail {

namespace {

const words sender_brand{"[아힘모약] ", "[Ahimmoyak] "};

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \n") - first + 1);
}

letter_content letter_from(language speaks, std::string_view text)
{
    letter_content made;
    made.speaks = speaks;
    while (!text.empty()) {
        const auto end = text.find("\n\n");
        const std::string paragraph{trimmed(text.substr(0, end))};
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 2);
        if (made.greeting.empty())
            made.greeting = paragraph;
        else if (paragraph.starts_with("http"))
            made.button = {{words{"열기", "Open"}.in(speaks), paragraph}};
        else if (!paragraph.empty())
            made.paragraphs.push_back(paragraph);
    }
    return made;
}

} // namespace

message written(std::string_view recipient, std::optional<language> speaks, const words& subject, const words& text)
{
    const std::string to{recipient};
    if (speaks)
        return {to, sender_brand.in(*speaks) + subject.in(*speaks), text.in(*speaks),
                letter_from(*speaks, text.in(*speaks))};
    return {to, sender_brand.ko + subject.ko + " / " + subject.en, text.ko + "\n----\n\n" + text.en};
}

} // namespace ahimmoyak::mail
