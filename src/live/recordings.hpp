#pragma once

#include "db/connection.hpp"
#include "live/lecture.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

/// What is kept of the recordings of lectures. Each function runs inside of a transaction.
namespace ahimmoyak::live::recordings {

/// KEEPING (the lecture is over, its media are on their way into the store) → READY ⇄ HIDDEN → DELETED.
enum class recording_state : std::uint8_t { KEEPING, READY, HIDDEN, DELETED };
BOOST_DESCRIBE_ENUM(recording_state, KEEPING, READY, HIDDEN, DELETED)

/// Since `since`, recordings are kept for so many days; 0: for good.
struct retention {
    std::int64_t days = 0;
    timestamp since{};
};
/// Whoever learns of a new rule has this long to save what it takes.
inline constexpr std::chrono::days notice_of_retention{7};

struct recording {
    channel_id live_id;
    recording_state state = recording_state::KEEPING;
    std::string media_key;
    std::string index_key;
    std::int64_t size = 0;
    std::int64_t duration_ms = 0;
    timestamp created_at{};
    timestamp updated_at{};

    /// When it is deleted by itself; nothing: never.
    std::optional<timestamp> deleted_at(const retention& by) const
    {
        if (by.days == 0)
            return std::nullopt;
        return std::max(created_at + std::chrono::days{by.days}, by.since + notice_of_retention);
    }
    /// Who manages the lecture also sees what is hidden.
    bool shown_to(const caller& who) const
    {
        return state == recording_state::READY || (state == recording_state::HIDDEN && who.as == role::MANAGER);
    }
};
BOOST_DESCRIBE_STRUCT(recording, (), (live_id, state, media_key, index_key, size, duration_ms, created_at, updated_at))

std::optional<recording> find(db::connection& in, channel_id of);
/// Throws not_found() when the caller may not see it.
recording seen_by(db::connection& in, const caller& who, channel_id of);

/// The recording that is on its way into the store, begun now or before; nothing when it has arrived or was deleted.
std::optional<recording> begin(db::connection& in, channel_id of, const std::string& media_key,
                               const std::string& index_key, timestamp now);
/// KEEPING → READY.
void ready(db::connection& in, channel_id of, std::int64_t size, std::int64_t duration_ms, timestamp now);
/// READY ⇄ HIDDEN.
void hide(db::connection& in, channel_id of, bool hidden, timestamp now);
/// What was kept, to be removed from the store.
recording remove(db::connection& in, const caller& who, channel_id of, timestamp now);

/// Some of those whose time is over.
std::vector<recording> over(db::connection& in, const retention& by, timestamp now);
/// As remove(), by nobody.
void expire(db::connection& in, channel_id of, timestamp now);

/// Bytes of all recordings of an institution.
std::int64_t bytes_of(db::connection& in, institution_id whose);

std::int64_t place_of(db::connection& in, channel_id of, user_id whose);
void keep_place(db::connection& in, channel_id of, user_id whose, std::int64_t position_ms, timestamp now);

} // namespace ahimmoyak::live::recordings
