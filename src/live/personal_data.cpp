#include "live/personal_data.hpp"

namespace ahimmoyak::live {

static constexpr db::query all_of{R"(
    SELECT l.title AS lecture, l.course, p.first_seen_at, p.last_seen_at, p.present_ms
    FROM live_presence p JOIN live_streaming l ON l.id = p.live_id
    WHERE p.user_id = $1 ORDER BY p.last_seen_at DESC LIMIT 10000)"};

static constexpr db::query recordings_watched{R"(
    SELECT l.title AS lecture, l.course, p.position_ms, p.updated_at
    FROM live_recording_place p JOIN live_streaming l ON l.id = p.live_id
    WHERE p.user_id = $1 ORDER BY p.updated_at DESC LIMIT 10000)"};

static constexpr db::query erase_recordings_watched{"DELETE FROM live_recording_place WHERE user_id = $1"};

std::vector<own_presence> presences_of(db::connection& in, user_id who) { return in.all<own_presence>(all_of, who); }

std::vector<own_recording> recordings_watched_by(db::connection& in, user_id who)
{
    return in.all<own_recording>(recordings_watched, who);
}

void erase_recording_places_of(db::connection& in, user_id who) { in.run(erase_recordings_watched, who); }

} // namespace ahimmoyak::live
