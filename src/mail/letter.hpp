#pragma once

#include "base/words.hpp"

#include <boost/describe.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ahimmoyak::mail {

struct letter_link {
    std::string label;
    std::string address;
};
BOOST_DESCRIBE_STRUCT(letter_link, (), (label, address))

/// What a letter says, apart from its looks: mails keep this, and their parts are made from it. All of
/// it is plain text; nothing that a person typed becomes markup.
struct letter_content {
    language speaks{};
    std::string greeting;
    std::vector<std::string> paragraphs;
    std::vector<letter_link> button; ///< one, or none: to the page that the letter is about
    std::string why;                 ///< why one gets it
    std::vector<letter_link> below;  ///< under that: to the settings
    std::string unsubscribe;         ///< where mail programs unsubscribe by a POST; empty: no such mail
};
BOOST_DESCRIBE_STRUCT(letter_content, (), (speaks, greeting, paragraphs, button, why, below, unsubscribe))

std::string plain_text(const letter_content& of);

/// A document that mail programs of twenty years show: tables, colours beside each element, no style
/// sheet, no picture.
std::string html_of(const letter_content& of, std::string_view title);

} // namespace ahimmoyak::mail
