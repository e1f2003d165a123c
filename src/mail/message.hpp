#pragma once

#include "base/values.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace ahimmoyak::mail {

struct mail_tag;
using mail_id = id<mail_tag>;

/// A mail somebody is to get. Plain text, both UTF-8.
struct message {
    std::string recipient; ///< one address
    std::string subject;
    std::string text;
};

/// STORED: in the mailbox of the installation, and waiting when an SMTP server is configured.
enum class mail_state : std::uint8_t { STORED, SENT, FAILED };
BOOST_DESCRIBE_ENUM(mail_state, STORED, SENT, FAILED)

/// A mail as the operator sees it in the mailbox.
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
