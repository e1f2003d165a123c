#include "notifications/personal_data.hpp"

namespace ahimmoyak::notifications {

namespace {

constexpr db::query all_of{R"(
    SELECT kind, parameters, read_at, created_at FROM notification WHERE user_id = $1 ORDER BY id DESC LIMIT 10000)"};
constexpr db::query erase{"DELETE FROM notification WHERE user_id = $1"};
constexpr db::query erase_settings{"DELETE FROM notification_setting WHERE user_id = $1"};

} // namespace

std::vector<own_notification> notifications_of(db::connection& in, user_id who)
{
    return in.all<own_notification>(all_of, who);
}

void erase_notifications_of(db::connection& in, user_id who)
{
    in.run(erase, who);
    in.run(erase_settings, who);
}

} // namespace ahimmoyak::notifications
