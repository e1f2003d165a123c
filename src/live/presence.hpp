#pragma once

#include "base/clock.hpp"
#include "db/pool.hpp"
#include "live/lecture.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ahimmoyak::live {

/// One trainee in one lecture. Times are the server's.
struct presence {
    live::enrollment_id enrollment_id;
    ahimmoyak::user_id user_id;
    timestamp first_seen_at{};
    timestamp last_seen_at{};
    /// Up to where time is credited; nothing before the picture first ran.
    std::optional<timestamp> credited_until;
    std::int64_t present_ms = 0;
    /// How much of it lies before the planned start: not counted if the lecture went on after it.
    std::int64_t early_ms = 0;
    /// The minutes of the lecture in which time was credited (minutes.hpp), from the full minute of the first picture.
    std::string minutes{};
};
BOOST_DESCRIBE_STRUCT(presence, (),
                      (enrollment_id, user_id, first_seen_at, last_seen_at, credited_until, present_ms, early_ms,
                       minutes))

/// What a heartbeat says, and what the server knows at that moment.
struct beat {
    timestamp at{};
    /// The page plays the picture, and the server has a broadcast to play.
    bool playing = false;
    timestamp on_since{}; ///< the first picture of the lecture
    timestamp planned_start{};
};

/// The longest time that one beat can credit: pages send one every ten seconds.
inline constexpr std::chrono::milliseconds most_per_beat{15'000};

/// Credits the wall-clock time since the last playing beat, at most `most_per_beat`, none of it
/// before the lecture was on. All pages of a trainee share one `presence`, so nothing counts twice.
void credit(presence& of, const beat& now);

/// The presence of the lectures that are on: in memory, written in batches by flush() at least once
/// a second; `kill -9` loses at most what came since. Thread-safe.
class presence_book {
public:
    explicit presence_book(db::pool& on, const clock& time) : db_{on}, clock_{time} {}

    /// Takes a heartbeat; what is credited now.
    task<presence> take(channel_id lecture, enrollment_id enrollment, user_id user, beat now);
    /// Everybody seen in a lecture, in memory and in the database.
    task<std::vector<presence>> of(channel_id lecture);
    /// Pages that sent a heartbeat within the last half minute, one per trainee.
    std::size_t watching(channel_id lecture) const;
    /// The same of all lectures.
    std::size_t watching() const;

    /// Writes what has changed. On failure it waits on for the next time, and the error is let out.
    task<> flush();
    /// Drops a lecture from memory (what is written stays).
    void forget(channel_id lecture);
    /// Drops lectures without a heartbeat since then.
    void forget_idle(timestamp since);

private:
    using places = std::map<enrollment_id, presence>;
    task<> load(channel_id lecture);

    db::pool& db_;
    const clock& clock_;
    mutable std::mutex mutex_;
    std::map<channel_id, places> lectures_;
    std::set<std::pair<channel_id, enrollment_id>> changed_;
};

} // namespace ahimmoyak::live
