#pragma once

#include "base/values.hpp"
#include "mail/letter.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace ahimmoyak::mail {

struct mail_tag;
using mail_id = id<mail_tag>;

/// A mail somebody is to get, in UTF-8.
struct message {
    std::string recipient; ///< one address
    std::string subject;
    std::string text;
    std::optional<letter_content> letter{}; ///< when there is one the mail has an HTML part, made from it
};

/// The mail that a letter makes.
inline message message_of(std::string recipient, std::string subject, letter_content of)
{
    auto text = plain_text(of);
    return {std::move(recipient), std::move(subject), std::move(text), std::move(of)};
}

/// A mail whose reader has this language: text and HTML; where it is not known, the text in both. The first paragraph
/// greets, empty lines part the others, and an address that stands alone becomes the button.
message written(std::string_view recipient, std::optional<language> speaks, const words& subject, const words& text);

/// STORED: in the mailbox of the installation, and waiting when an SMTP server is configured.
enum class mail_state : std::uint8_t { STORED, SENT, FAILED };
BOOST_DESCRIBE_ENUM(mail_state, STORED, SENT, FAILED)

/// A mail as the operator sees it in the mailbox, with what became of it.
struct mailbox_item {
    mail_id id;
    std::string recipient;
    std::string subject;
    std::string text;
    mail_state state{};
    std::int64_t attempts = 0;          ///< to send it
    std::optional<std::string> failure; ///< of the last attempt
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(mailbox_item, (), (id, recipient, subject, text, state, attempts, failure, created_at))

} // namespace ahimmoyak::mail
