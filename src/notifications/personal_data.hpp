#pragma once

#include "base/caller.hpp"
#include "db/connection.hpp"

#include <optional>
#include <string>
#include <vector>

/// What a person was told, for the person.
namespace ahimmoyak::notifications {

struct own_notification {
    std::string kind;
    std::string parameters; ///< JSON: what the sentence of the kind is filled with
    std::optional<timestamp> read_at;
    timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(own_notification, (), (kind, parameters, read_at, created_at))

/// The latest 10,000.
std::vector<own_notification> notifications_of(db::connection& in, user_id who);
/// With what the person has chosen about them.
void erase_notifications_of(db::connection& in, user_id who);

} // namespace ahimmoyak::notifications
