#pragma once

#include "db/connection.hpp"
#include "mail/message.hpp"

#include <optional>
#include <vector>

namespace ahimmoyak::mail {

/// Puts a mail into the installation's mailbox, in the transaction of what it tells of: it exists if,
/// and only if, that commits. When an SMTP server is configured, the sender delivers it from there, not before
/// `due`: who queues many at once spreads them, so that a code that somebody waits for is not behind all of them.
mail_id queue(db::connection& in, const message& what, timestamp now, std::optional<timestamp> due = {});

/// The latest first, before `before` when given; those of one state, or all.
std::vector<mailbox_item> newest(db::connection& in, std::optional<std::int64_t> before, std::int64_t limit,
                                 std::optional<mail_state> state = {});
std::optional<mailbox_item> find(db::connection& in, mail_id which);

/// Tries a mail that failed once more from the beginning. Throws the 404, and the 409 when it did not fail.
void send_again(db::connection& in, mail_id which, timestamp now);

/// A mail that an attempt is made for.
struct outgoing {
    mail_id id;
    std::string recipient;
    std::string subject;
    std::string text;
    std::optional<std::string> letter; ///< as JSON
    std::int64_t attempts = 0;
    timestamp created_at{};
    BOOST_DESCRIBE_CLASS(outgoing, (), (id, recipient, subject, text, letter, attempts, created_at), (), ())
};

/// Takes the mail that waits longest, for one attempt that must end before `until`. Mails older than
/// `oldest` stay in the mailbox: when SMTP is configured later, nobody wants the codes of last month.
std::optional<outgoing> take_due(db::connection& in, timestamp now, timestamp oldest, timestamp until);
/// When the next mail is due, if one waits.
std::optional<timestamp> next_due(db::connection& in, timestamp oldest);
void note_sent(db::connection& in, mail_id which, timestamp now);
/// `again`: when it is tried next; nothing: never, it has failed.
void note_failure(db::connection& in, mail_id which, std::string_view why, std::optional<timestamp> again,
                  timestamp now);

} // namespace ahimmoyak::mail
