#include "live/presence.hpp"

#include "live/minutes.hpp"

#include <algorithm>

namespace ahimmoyak::live {

namespace {

constexpr db::query of_lecture{R"(
    SELECT enrollment_id, user_id, first_seen_at, last_seen_at, credited_until, present_ms, early_ms, minutes
    FROM live_presence WHERE live_id = $1)"};

// An older state, written late, must not undo a newer one.
constexpr db::query upsert{R"(
    INSERT INTO live_presence (live_id, enrollment_id, user_id, first_seen_at, last_seen_at, credited_until, present_ms,
                               early_ms, minutes, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
    ON CONFLICT (live_id, enrollment_id) DO UPDATE
    SET last_seen_at = excluded.last_seen_at, credited_until = excluded.credited_until,
        present_ms = excluded.present_ms, early_ms = excluded.early_ms, minutes = excluded.minutes,
        updated_at = excluded.updated_at
    WHERE excluded.last_seen_at >= live_presence.last_seen_at)"};

} // namespace

void credit(presence& of, const beat& now)
{
    if (of.first_seen_at == timestamp{})
        of.first_seen_at = now.at;
    of.last_seen_at = std::max(of.last_seen_at, now.at);
    if (!now.playing)
        return; // a paused page does not stand in the way of another that plays
    const auto before = of.credited_until;
    if (before && now.at <= *before)
        return; // two beats crossed on their way
    of.credited_until = now.at;
    if (!before)
        return; // counting begins
    const auto from = std::max({*before, now.at - most_per_beat, now.on_since});
    if (from >= now.at)
        return;
    of.present_ms += (now.at - from).count();
    of.early_ms += std::max<std::int64_t>(0, (std::min(now.at, now.planned_start) - from).count());
    using std::chrono::floor;
    using std::chrono::minutes;
    const auto begin = floor<minutes>(now.on_since);
    mark_minutes(of.minutes, (floor<minutes>(from) - begin).count(),
                 (floor<minutes>(now.at - std::chrono::milliseconds{1}) - begin).count());
}

task<> presence_book::load(channel_id lecture)
{
    {
        const std::lock_guard lock{mutex_};
        if (lectures_.contains(lecture))
            co_return;
    }
    const auto rows = co_await db_.read([&](db::connection& c) { return c.all<presence>(of_lecture, lecture); });
    const std::lock_guard lock{mutex_};
    const auto [place, first] = lectures_.try_emplace(lecture);
    if (first) // otherwise another beat was quicker, and may have counted on
        for (const auto& each : rows)
            place->second.emplace(each.enrollment_id, each);
}

task<presence> presence_book::take(channel_id lecture, enrollment_id enrollment, user_id user, beat now)
{
    co_await load(lecture);
    const std::lock_guard lock{mutex_};
    auto& mine =
        lectures_[lecture].try_emplace(enrollment, presence{enrollment, user, {}, {}, {}, 0, 0, {}}).first->second;
    credit(mine, now);
    changed_.emplace(lecture, enrollment);
    co_return mine;
}

task<std::vector<presence>> presence_book::of(channel_id lecture)
{
    auto rows = co_await db_.read([&](db::connection& c) { return c.all<presence>(of_lecture, lecture); });
    const std::lock_guard lock{mutex_};
    const auto found = lectures_.find(lecture);
    if (found == lectures_.end())
        co_return rows;
    std::vector<presence> all;
    for (const auto& [which, each] : found->second)
        all.push_back(each);
    co_return all;
}

std::size_t presence_book::watching(channel_id lecture) const
{
    const auto since = clock_.now() - std::chrono::seconds{30};
    const std::lock_guard lock{mutex_};
    const auto found = lectures_.find(lecture);
    if (found == lectures_.end())
        return 0;
    return static_cast<std::size_t>(std::count_if(found->second.begin(), found->second.end(),
                                                  [&](const auto& each) { return each.second.last_seen_at >= since; }));
}

std::size_t presence_book::watching() const
{
    const auto since = clock_.now() - std::chrono::seconds{30};
    const std::lock_guard lock{mutex_};
    std::ptrdiff_t all = 0;
    for (const auto& [lecture, people] : lectures_)
        all += std::ranges::count_if(people, [&](const auto& each) { return each.second.last_seen_at >= since; });
    return static_cast<std::size_t>(all);
}

task<> presence_book::flush()
{
    std::vector<std::pair<channel_id, presence>> batch;
    {
        const std::lock_guard lock{mutex_};
        for (const auto& [lecture, enrollment] : changed_) {
            const auto found = lectures_.find(lecture);
            if (found != lectures_.end())
                batch.emplace_back(lecture, found->second.at(enrollment));
        }
        changed_.clear();
    }
    if (batch.empty())
        co_return;
    std::exception_ptr failure;
    try {
        const auto now = clock_.now();
        co_await db_.write([&](db::connection& c) {
            for (const auto& [lecture, each] : batch)
                c.run(upsert, lecture, each.enrollment_id, each.user_id, each.first_seen_at, each.last_seen_at,
                      each.credited_until, each.present_ms, each.early_ms, each.minutes, now);
        });
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        {
            const std::lock_guard lock{mutex_};
            for (const auto& [lecture, each] : batch)
                if (lectures_.contains(lecture))
                    changed_.emplace(lecture, each.enrollment_id);
        }
        std::rethrow_exception(failure);
    }
}

void presence_book::forget(channel_id lecture)
{
    const std::lock_guard lock{mutex_};
    lectures_.erase(lecture);
    std::erase_if(changed_, [&](const auto& each) { return each.first == lecture; });
}

void presence_book::forget_idle(timestamp since)
{
    const std::lock_guard lock{mutex_};
    std::erase_if(lectures_, [&](const auto& lecture) {
        return std::none_of(lecture.second.begin(), lecture.second.end(), [&](const auto& each) {
            return each.second.last_seen_at >= since || changed_.contains({lecture.first, each.first});
        });
    });
}

} // namespace ahimmoyak::live
