#pragma once

#include "base/clock.hpp"
#include "base/task.hpp"
#include "db/pool.hpp"
#include "identity/account.hpp"

#include <array>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace ahimmoyak::identity {

/// What everybody may do now, remembered so that a request needs no database: read when first asked
/// for, forgotten when it changes. Changes that another process makes are seen when their event
/// arrives, and after a minute at the latest. Thread-safe.
class standings {
public:
    standings(db::pool& on, const clock& time) : db_{on}, clock_{time} {}
    standings(standings&&) = delete;

    /// Nothing for an account that does not exist any more.
    task<std::optional<standing>> of(user_id who);

    /// Only what is remembered; no database.
    std::optional<standing> known(user_id who) const;

    /// Call it after the commit of whatever changed the standing: the next request reads it anew.
    void forget(user_id who);

private:
    struct remembered {
        standing is;
        timestamp until{};
    };
    struct alignas(64) shard {
        mutable std::mutex mutex;
        std::unordered_map<std::int64_t, remembered> known;
        std::uint64_t forgotten = 0; ///< what was read before a change must not be kept after it
    };
    shard& shard_of(user_id who) { return shards_[static_cast<std::size_t>(who.value) % shards_.size()]; }
    const shard& shard_of(user_id who) const { return shards_[static_cast<std::size_t>(who.value) % shards_.size()]; }

    db::pool& db_;
    const clock& clock_;
    std::array<shard, 16> shards_;
};

} // namespace ahimmoyak::identity
