#pragma once

#include "chat/api.hpp"

namespace ahimmoyak::chat {

/// What the staff sets in a room: slow mode, pinned and marked messages, hands, and the institution's words.
void add_staff_routes(http::router& to, json::schema_book& book, module& m);

/// Has a room keep what was set for it; before somebody is let in.
task<> set_up_room(module& m, channel_id room, institution_id whose);

} // namespace ahimmoyak::chat
