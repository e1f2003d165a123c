#pragma once

#include "db/connection.hpp"

#include <cstdint>
#include <optional>

/// Which process makes the daily backup that was due at a moment: one at a time, a few attempts.
namespace ahimmoyak::backups::turns {

inline constexpr std::int64_t most_attempts = 3;

/// Takes it until then; the number of this attempt. Nothing when another process has it, it is done, or given up.
std::optional<std::int64_t> take(db::connection& in, timestamp due, timestamp until, timestamp now);
/// Goes on having it.
void hold(db::connection& in, timestamp due, timestamp until);
void finish(db::connection& in, timestamp due, timestamp now);

enum class state : std::uint8_t { open, taken, over };
/// over: it is done, or given up.
state state_of(db::connection& in, timestamp due, timestamp now);

} // namespace ahimmoyak::backups::turns
