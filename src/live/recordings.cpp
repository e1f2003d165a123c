#include "live/recordings.hpp"

#include "base/problem.hpp"

namespace ahimmoyak::live::recordings {

namespace {

constexpr db::query recording_of{R"(
    SELECT live_id, state, media_key, index_key, size, duration_ms, created_at, updated_at FROM live_recording
    WHERE live_id = $1)"};

constexpr db::query recordings_before{R"(
    SELECT live_id, state, media_key, index_key, size, duration_ms, created_at, updated_at FROM live_recording
    WHERE created_at <= $1 AND state IN ('READY', 'HIDDEN') ORDER BY created_at, live_id LIMIT 100)"};

constexpr db::query insert_recording{R"(
    INSERT INTO live_recording (live_id, state, media_key, index_key, size, duration_ms, created_at, updated_at)
    VALUES ($1, 'KEEPING', $2, $3, 0, 0, $4, $4) ON CONFLICT (live_id) DO NOTHING)"};

constexpr db::query set_ready{R"(
    UPDATE live_recording SET state = 'READY', size = $1, duration_ms = $2, updated_at = $3
    WHERE live_id = $4 AND state = 'KEEPING')"};

constexpr db::query set_hidden{R"(
    UPDATE live_recording SET state = $1, updated_at = $2 WHERE live_id = $3 AND state IN ('READY', 'HIDDEN'))"};

constexpr db::query set_deleted{
    "UPDATE live_recording SET state = 'DELETED', size = 0, updated_at = $1 WHERE live_id = $2"};

constexpr db::query sum_of_institution{R"(
    SELECT CAST(COALESCE(SUM(r.size), 0) AS BIGINT) AS n
    FROM live_recording r JOIN live_streaming l ON l.id = r.live_id WHERE l.institution_id = $1)"};

constexpr db::query place{"SELECT position_ms FROM live_recording_place WHERE live_id = $1 AND user_id = $2"};

constexpr db::query set_place{R"(
    INSERT INTO live_recording_place (live_id, user_id, position_ms, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $4)
    ON CONFLICT (live_id, user_id) DO UPDATE SET position_ms = excluded.position_ms, updated_at = excluded.updated_at)"};

constexpr db::query erase_places{"DELETE FROM live_recording_place WHERE live_id = $1"};

} // namespace

std::optional<recording> find(db::connection& in, channel_id of) { return in.first<recording>(recording_of, of); }

recording seen_by(db::connection& in, const caller& who, channel_id of)
{
    auto found = find(in, of);
    if (!found || !found->shown_to(who))
        throw not_found({"녹화", "the recording"});
    return std::move(*found);
}

std::optional<recording> begin(db::connection& in, channel_id of, const std::string& media_key,
                               const std::string& index_key, timestamp now)
{
    in.run(insert_recording, of, media_key, index_key, now);
    auto found = find(in, of);
    return found && found->state == recording_state::KEEPING ? found : std::nullopt;
}

void ready(db::connection& in, channel_id of, std::int64_t size, std::int64_t duration_ms, timestamp now)
{
    in.run(set_ready, size, duration_ms, now, of);
}

void hide(db::connection& in, channel_id of, bool hidden, timestamp now)
{
    in.run(set_hidden, hidden ? "HIDDEN" : "READY", now, of);
}

recording remove(db::connection& in, const caller& who, channel_id of, timestamp now)
{
    auto found = seen_by(in, who, of);
    in.run(set_deleted, now, of);
    in.run(erase_places, of);
    return found;
}

std::vector<recording> over(db::connection& in, const retention& by, timestamp now)
{
    if (by.days == 0 || now < by.since + notice_of_retention)
        return {};
    return in.all<recording>(recordings_before, now - std::chrono::days{by.days});
}

void expire(db::connection& in, channel_id of, timestamp now)
{
    in.run(set_deleted, now, of);
    in.run(erase_places, of);
}

std::int64_t bytes_of(db::connection& in, institution_id whose)
{
    return in.first<std::int64_t>(sum_of_institution, whose).value_or(0);
}

std::int64_t place_of(db::connection& in, channel_id of, user_id whose)
{
    return in.first<std::int64_t>(place, of, whose).value_or(0);
}

void keep_place(db::connection& in, channel_id of, user_id whose, std::int64_t position_ms, timestamp now)
{
    in.run(set_place, of, whose, position_ms, now);
}

} // namespace ahimmoyak::live::recordings
