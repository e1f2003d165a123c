#include "mail/post.hpp"

#include "base/problem.hpp"
#include "json/codec.hpp"

#include <limits>

namespace ahimmoyak::mail {

namespace {

constexpr db::query insert{R"(
    INSERT INTO mail (recipient, subject, text, letter, state, attempts, next_attempt_at, created_at, updated_at)
    VALUES ($1, $2, $3, $4, 'STORED', 0, $5, $6, $6) RETURNING id)"};
constexpr db::query newest_first{R"(
    SELECT id, recipient, subject, text, state, attempts, failure, created_at FROM mail
    WHERE id < $1 AND ($2 = '' OR state = $2) ORDER BY id DESC LIMIT $3)"};
constexpr db::query by_id{
    "SELECT id, recipient, subject, text, state, attempts, failure, created_at FROM mail WHERE id = $1"};
constexpr db::query claim{R"(
    UPDATE mail SET attempts = attempts + 1, next_attempt_at = $1, updated_at = $2
    WHERE id = (SELECT id FROM mail WHERE state = 'STORED' AND next_attempt_at <= $2 AND created_at >= $3
                ORDER BY next_attempt_at, id LIMIT 1)
    RETURNING id, recipient, subject, text, letter, attempts, created_at)"};
constexpr db::query earliest{R"(
    SELECT next_attempt_at FROM mail WHERE state = 'STORED' AND created_at >= $1 ORDER BY next_attempt_at LIMIT 1)"};
constexpr db::query sent{"UPDATE mail SET state = 'SENT', failure = NULL, updated_at = $1 WHERE id = $2"};
constexpr db::query later{"UPDATE mail SET failure = $1, next_attempt_at = $2, updated_at = $3 WHERE id = $4"};
constexpr db::query failed{"UPDATE mail SET state = 'FAILED', failure = $1, updated_at = $2 WHERE id = $3"};
// A new mail to the server that gets it, and young enough to be tried for as long as any.
constexpr db::query from_the_beginning{R"(
    UPDATE mail SET state = 'STORED', attempts = 0, failure = NULL, next_attempt_at = $1, created_at = $1, updated_at = $1
    WHERE id = $2 AND state = 'FAILED')"};

} // namespace

mail_id queue(db::connection& in, const message& what, timestamp now, std::optional<timestamp> due)
{
    in.announce();
    const auto kept = what.letter ? std::optional{json::encode(*what.letter)} : std::nullopt;
    return in.first<mail_id>(insert, what.recipient, what.subject, what.text, kept, due.value_or(now), now).value();
}

std::vector<mailbox_item> newest(db::connection& in, std::optional<std::int64_t> before, std::int64_t limit,
                                 std::optional<mail_state> state)
{
    const std::string_view which = state ? boost::describe::enum_to_string(*state, "") : "";
    return in.all<mailbox_item>(newest_first, before.value_or(std::numeric_limits<std::int64_t>::max()), which, limit);
}

void send_again(db::connection& in, mail_id which, timestamp now)
{
    const auto is = find(in, which);
    if (!is)
        throw not_found({"메일", "this mail"});
    if (in.run(from_the_beginning, now, which) == 0)
        throw conflict("not_failed", boost::describe::enum_to_string(is->state, ""),
                       {"보내지 못한 메일만 다시 보낼 수 있습니다.", "Only a mail that failed can be sent again."});
    in.announce();
}

std::optional<mailbox_item> find(db::connection& in, mail_id which) { return in.first<mailbox_item>(by_id, which); }

std::optional<outgoing> take_due(db::connection& in, timestamp now, timestamp oldest, timestamp until)
{
    return in.first<outgoing>(claim, until, now, oldest);
}

std::optional<timestamp> next_due(db::connection& in, timestamp oldest)
{
    return in.first<timestamp>(earliest, oldest);
}

void note_sent(db::connection& in, mail_id which, timestamp now) { in.run(sent, now, which); }

void note_failure(db::connection& in, mail_id which, std::string_view why, std::optional<timestamp> again,
                  timestamp now)
{
    if (again)
        in.run(later, why, *again, now, which);
    else
        in.run(failed, why, now, which);
}

} // namespace ahimmoyak::mail
