#pragma once

#include "identity/accounts.hpp"
#include "mail/message.hpp"
#include "notifications/notification.hpp"

#include <string_view>

/// The mails of notifications.
namespace ahimmoyak::notifications {

/// Where the pages are, the language of who has chosen none, and what links are signed with.
struct stationery {
    std::string_view address;
    language otherwise{};
    std::string_view key;
};

/// `link` is the page that it is about, without the address of the installation.
mail::message letter_to(const identity::accounts::recipient& whom, notification_kind kind, const parameters& with,
                        std::string_view link, const stationery& on);

} // namespace ahimmoyak::notifications
