#pragma once

#include "db/connection.hpp"
#include "notifications/notification.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What people want to be told of, and by which way.
namespace ahimmoyak::notifications {

struct notification_channels {
    bool in_page = true;
    bool by_mail = true;
};
BOOST_DESCRIBE_STRUCT(notification_channels, (), (in_page, by_mail))

/// All topics, each once.
struct notification_settings {
    notification_channels affiliation;
    notification_channels offering;
    notification_channels course;
    notification_channels board;
    notification_channels live;
};
BOOST_DESCRIBE_STRUCT(notification_settings, (), (affiliation, offering, course, board, live))

notification_settings settings_of(db::connection& in, user_id who);
void keep(db::connection& in, user_id who, const notification_settings& what, timestamp now);
/// Turns the mails of one topic on or off, and nothing else.
void set_mail(db::connection& in, user_id who, notification_topic which, bool on, timestamp now);

/// Those of some people who want to be told of a topic in the page, and by mail.
struct audience {
    std::vector<user_id> in_page;
    std::vector<user_id> by_mail;
};
audience audience_of(db::connection& in, std::span<const user_id> whom, notification_topic about);

/// Whose mails about what a link ends. It is signed, says nothing secret, and is valid for ever: mails are old when
/// people tire of them.
struct subscription {
    user_id who;
    notification_topic about{};
};
std::string unsubscribe_key(db::connection& in, timestamp now);
std::string token_of(std::string_view key, subscription what);
std::optional<subscription> subscription_in(std::string_view key, std::string_view token);

} // namespace ahimmoyak::notifications
