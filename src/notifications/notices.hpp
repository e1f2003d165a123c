#pragma once

#include "db/connection.hpp"
#include "notifications/notification.hpp"

#include <span>
#include <string>
#include <vector>

/// What is kept of notifications.
namespace ahimmoyak::notifications {

/// The same notification for several people. Those who have it already from this event keep it;
/// who has deleted the account gets none. An empty `link`: it leads nowhere.
void notify(db::connection& in, std::span<const user_id> whom, notification_kind kind, const parameters& with,
            std::string_view link, std::int64_t source_event_id, timestamp now);

struct stored_notification {
    notification_id id;
    notification_kind kind{};
    std::string parameters;
    std::optional<std::string> link;
    std::optional<timestamp> read_at;
    timestamp created_at{};
    BOOST_DESCRIBE_CLASS(stored_notification, (), (id, kind, parameters, link, read_at, created_at), (), ())
};
/// The latest first, those before `before`.
std::vector<stored_notification> newest(db::connection& in, user_id of, bool only_unread, notification_id before,
                                        std::int64_t limit);
std::int64_t unread_count(db::connection& in, user_id of);
/// Everything up to and including `up_to` has been read.
void mark_read(db::connection& in, user_id of, notification_id up_to, timestamp now);
/// 404 for a stranger's.
void mark_one_read(db::connection& in, user_id of, notification_id which, timestamp now);

} // namespace ahimmoyak::notifications
