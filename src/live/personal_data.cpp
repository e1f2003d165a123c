#include "live/personal_data.hpp"

namespace ahimmoyak::live {

static constexpr db::query all_of{R"(
    SELECT l.title AS lecture, l.course, p.first_seen_at, p.last_seen_at, p.present_ms
    FROM live_presence p JOIN live_streaming l ON l.id = p.live_id
    WHERE p.user_id = $1 ORDER BY p.last_seen_at DESC LIMIT 10000)"};

std::vector<own_presence> presences_of(db::connection& in, user_id who) { return in.all<own_presence>(all_of, who); }

} // namespace ahimmoyak::live
