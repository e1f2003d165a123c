#include "notifications/notices.hpp"

#include "base/problem.hpp"
#include "json/codec.hpp"

namespace ahimmoyak::notifications {

namespace {

constexpr db::query insert{R"(
    INSERT INTO notification (user_id, kind, parameters, link, source_event_id, created_at, updated_at)
    SELECT id, $1, $2, $3, $4, $5, $5 FROM users WHERE id = $6 AND deleted_at IS NULL
    ON CONFLICT (user_id, source_event_id) DO NOTHING)"};
constexpr db::query newest_first{R"(
    SELECT id, kind, parameters, link, read_at, created_at FROM notification
    WHERE user_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3)"};
constexpr db::query newest_unread{R"(
    SELECT id, kind, parameters, link, read_at, created_at FROM notification
    WHERE user_id = $1 AND read_at IS NULL AND id < $2 ORDER BY id DESC LIMIT $3)"};
constexpr db::query mark_one{R"(
    UPDATE notification SET read_at = COALESCE(read_at, $1), updated_at = $1 WHERE user_id = $2 AND id = $3)"};
constexpr db::query count_unread{"SELECT COUNT(*) FROM notification WHERE user_id = $1 AND read_at IS NULL"};
constexpr db::query read_up_to{R"(
    UPDATE notification SET read_at = $1, updated_at = $1 WHERE user_id = $2 AND id <= $3 AND read_at IS NULL)"};

} // namespace

void notify(db::connection& in, std::span<const user_id> whom, notification_kind kind, const parameters& with,
            std::string_view link, std::int64_t source_event_id, timestamp now)
{
    const auto filled = json::encode(with);
    const auto to = link.empty() ? std::nullopt : std::optional{link};
    for (const auto each : whom)
        in.run(insert, kind, filled, to, source_event_id, now, each);
}

std::vector<stored_notification> newest(db::connection& in, user_id of, bool only_unread, notification_id before,
                                        std::int64_t limit)
{
    if (only_unread)
        return in.all<stored_notification>(newest_unread, of, before, limit);
    return in.all<stored_notification>(newest_first, of, before, limit);
}

std::int64_t unread_count(db::connection& in, user_id of)
{
    return in.first<std::int64_t>(count_unread, of).value_or(0);
}

void mark_read(db::connection& in, user_id of, notification_id up_to, timestamp now)
{
    in.run(read_up_to, now, of, up_to);
}

void mark_one_read(db::connection& in, user_id of, notification_id which, timestamp now)
{
    if (in.run(mark_one, now, of, which) == 0)
        throw not_found({"알림", "this notification"});
}

} // namespace ahimmoyak::notifications
