#include "media/hls/stream.hpp"

#include "media/cmaf/emsg.hpp"
#include "media/cmaf/init_segment.hpp"
#include "media/hls/playlist.hpp"

#include <algorithm>
#include <utility>

namespace ahimmoyak::media {

namespace {

using std::chrono::milliseconds;

// Room below the first frame for sound that begins before the picture and for negative composition offsets.
constexpr std::int64_t first_media_tick = 10 * ticks_per_second;
// A viewer may come a moment before the first part.
constexpr milliseconds patience_before_first_part{5'000};
constexpr std::size_t most_waiting_events = 64;

constexpr std::int64_t to_ticks(milliseconds span) { return span.count() * (ticks_per_second / 1'000); }

} // namespace

stream::stream(std::string channel, options with, const clock& time, std::shared_ptr<hls::family> among)
    : channel_{std::move(channel)}, options_{std::move(with)}, clock_{time}, among_{std::move(among)},
      released_at_{steady::now()}, next_msn_{options_.first_msn}, end_of_media_{first_media_tick},
      discontinuities_{options_.discontinuities}
{
    timeline_.discontinuity_sequence = discontinuities_;
}

// Whether a playlist holds what a blocking request names (§6.2.5.2).
bool stream::holds(const playlist_request& asked) const
{
    if (timeline_.segments.empty())
        return false;
    const auto& last = timeline_.segments.back();
    if (*asked.msn != last.msn)
        return *asked.msn < last.msn;
    if (!asked.part)
        return last.complete;
    // Past the end of a complete segment means part 0 of the next, which is not there yet.
    return *asked.part < last.parts.size();
}

bool stream::too_far(const playlist_request& asked) const
{
    const auto& last = timeline_.segments.back();
    if (*asked.msn > last.msn + 2)
        return true;
    if (!asked.part || *asked.msn < last.msn)
        return false;
    const auto advance_limit =
        timeline_.fixed.part_target < ticks_per_second
            ? static_cast<std::uint64_t>((3 * ticks_per_second + timeline_.fixed.part_target - 1) /
                                         timeline_.fixed.part_target)
            : 3;
    const auto listed = *asked.msn == last.msn && !last.complete ? last.parts.size() : 0;
    const auto in_last = *asked.msn == last.msn && last.complete ? last.parts.size() : 0;
    return *asked.part >= listed + in_last + advance_limit;
}

task<playlist_answer> stream::playlist(playlist_request asked)
{
    playlist_answer answer;
    if (asked.part && !asked.msn) {
        answer.result = playlist_answer::outcome::bad_request;
        co_return answer;
    }
    const auto began = steady::now();
    while (true) {
        news::number seen = 0;
        {
            const std::lock_guard lock{mutex_};
            seen = changed_.ticket();
            if (withdrawn_)
                co_return answer;
            answer.target_duration = std::chrono::seconds{timeline_.fixed.target_seconds};
            const bool empty = timeline_.segments.empty();
            const auto patience = empty ? patience_before_first_part : 3 * answer.target_duration;
            const bool blocks = asked.msn && !timeline_.ended;
            if (!empty && blocks && too_far(asked)) {
                answer.result = playlist_answer::outcome::bad_request;
                co_return answer;
            }
            if (!empty && (!blocks || holds(asked))) {
                answer.result = playlist_answer::outcome::ok;
                answer.blocking = blocks;
                answer.plain = asked.skip ? delta_ : full_;
                answer.gzip = asked.skip ? delta_gzip_ : full_gzip_;
                co_return answer;
            }
            if ((empty && ended_at_) || steady::now() - began >= patience) {
                answer.result = empty ? playlist_answer::outcome::absent : playlist_answer::outcome::late;
                co_return answer;
            }
        }
        co_await changed_.after(seen);
    }
}

task<shared_bytes> stream::multivariant()
{
    const auto began = steady::now();
    while (true) {
        news::number seen = 0;
        {
            const std::lock_guard lock{mutex_};
            seen = changed_.ticket();
            if (!timeline_.segments.empty())
                co_return std::make_shared<const std::string>(hls::render_multivariant(among_->variants()));
            if (ended_at_ || steady::now() - began >= patience_before_first_part)
                co_return nullptr;
        }
        co_await changed_.after(seen);
    }
}

const hls::segment* stream::find_segment(std::uint64_t msn) const
{
    for (const auto* list : {&timeline_.segments, &retired_}) {
        // Numbers within a list rise by one.
        if (!list->empty() && msn >= list->front().msn && msn - list->front().msn < list->size())
            return &(*list)[msn - list->front().msn];
    }
    return nullptr;
}

task<std::optional<hls::part>> stream::part(std::uint64_t msn, std::uint64_t number)
{
    const auto began = steady::now();
    while (true) {
        news::number seen = 0;
        {
            const std::lock_guard lock{mutex_};
            seen = changed_.ticket();
            if (const auto* parent = find_segment(msn); parent && number < parent->parts.size()) {
                const auto& found = parent->parts[number];
                co_return found.gap ? std::optional<hls::part>{} : std::optional{found};
            }
            // Only the hinted part is worth waiting for.
            const bool hinted =
                !timeline_.ended && !withdrawn_ && !timeline_.segments.empty() &&
                (timeline_.segments.back().complete
                     ? msn == timeline_.segments.back().msn + 1 && number == 0
                     : msn == timeline_.segments.back().msn && number == timeline_.segments.back().parts.size());
            if (!hinted || steady::now() - began >= 3 * std::chrono::seconds{timeline_.fixed.target_seconds})
                co_return std::nullopt;
        }
        co_await changed_.after(seen);
    }
}

std::vector<shared_bytes> stream::segment(std::uint64_t msn) const
{
    std::vector<shared_bytes> all;
    const std::lock_guard lock{mutex_};
    const auto* found = find_segment(msn);
    if (!found || !found->complete)
        return all;
    all.reserve(found->parts.size());
    for (const auto& each : found->parts)
        if (!each.gap)
            all.push_back(each.bytes);
    return all;
}

shared_bytes stream::init(std::uint64_t number) const
{
    const std::lock_guard lock{mutex_};
    const auto at = std::find_if(inits_.begin(), inits_.end(), [&](const auto& each) { return each.first == number; });
    return at == inits_.end() ? nullptr : at->second;
}

std::shared_ptr<stream> stream::rendition(std::string_view folder) const
{
    const std::lock_guard lock{mutex_};
    const auto at = renditions_.find(folder);
    return at == renditions_.end() ? nullptr : at->second;
}

std::shared_ptr<stream> stream::add_rendition(const std::string& folder, std::uint64_t first_msn,
                                              std::uint64_t discontinuities)
{
    options with;
    with.window = options_.window;
    with.first_msn = first_msn;
    with.folder = folder;
    with.discontinuities = discontinuities;
    auto made = std::make_shared<stream>(channel_, std::move(with), clock_, among_);
    const std::lock_guard lock{mutex_};
    if (ended_at_)
        return nullptr;
    renditions_[folder] = made;
    return made;
}

void stream::withdraw_rendition(const std::string& folder)
{
    std::shared_ptr<stream> gone;
    {
        const std::lock_guard lock{mutex_};
        const auto at = renditions_.find(folder);
        if (at == renditions_.end())
            return;
        gone = std::move(at->second);
        renditions_.erase(at);
    }
    gone->withdraw();
}

void stream::withdraw()
{
    {
        const std::lock_guard lock{mutex_};
        withdrawn_ = true;
        claimed_ = false;
        ended_at_ = ended_at_.value_or(steady::now());
        among_->forget(options_.folder);
    }
    changed_.tell();
}

std::optional<media_moment> stream::put_metadata(std::string text)
{
    const std::lock_guard lock{mutex_};
    if (text.size() > cmaf::longest_event_text || !is_utf8(text) || text.find('\0') != text.npos || !claimed_ ||
        timeline_.segments.empty() || ended_at_ || metadata_.size() >= most_waiting_events)
        return std::nullopt;
    metadata_.push_back(std::move(text));
    const auto& last = timeline_.segments.back();
    const auto since = end_of_media_ - last.start;
    return media_moment{static_cast<double>(end_of_media_) / static_cast<double>(ticks_per_second),
                        last.program_time + milliseconds{since / 90}};
}

void stream::end()
{
    decltype(renditions_) others;
    {
        const std::lock_guard lock{mutex_};
        if (ended_at_)
            return;
        ended_at_ = steady::now();
        close_segment();
        timeline_.ended = true;
        claimed_ = false;
        metadata_.clear();
        others = renditions_;
        publish();
        tell(hls::tapped_end{});
    }
    wake();
    for (const auto& [folder, each] : others)
        each->end();
}

bool stream::ended() const
{
    const std::lock_guard lock{mutex_};
    return ended_at_.has_value();
}

stream_stats stream::stats() const
{
    const std::lock_guard lock{mutex_};
    stream_stats now;
    now.publishing = claimed_;
    now.ended = ended_at_.has_value();
    now.publication = info_;
    now.started_at = started_at_;
    now.last_frame_at = last_frame_at_;
    now.gop_seconds = static_cast<double>(gop_ticks_) / static_cast<double>(ticks_per_second);
    now.reconnects = reconnects_;
    now.refused = refused_;
    now.bytes_held = bytes_held_;
    for (const auto& [folder, each] : renditions_)
        now.bytes_held += each->stats().bytes_held;
    std::int64_t ticks = 0;
    std::uint64_t bytes = 0;
    std::uint64_t frames = 0;
    for (const auto& each : recent_) {
        ticks += each.duration;
        bytes += each.bytes;
        frames += each.frames;
    }
    if (ticks > 0) {
        const double seconds = static_cast<double>(ticks) / static_cast<double>(ticks_per_second);
        now.bits_per_second = static_cast<double>(bytes) * 8 / seconds;
        now.frames_per_second = static_cast<double>(frames) / seconds;
    }
    if (recent_.size() > 1) {
        // Between arrivals, so that the first part is what one waited for before them.
        const auto took = recent_.back().at - recent_.front().at;
        const auto arrived = static_cast<double>(bytes - recent_.front().bytes);
        if (took.count() > 0)
            now.arriving_bits_per_second = arrived * 8'000 / static_cast<double>(took.count());
    }
    // While nothing arrives the media fall behind as well.
    const auto quiet = claimed_ && !recent_.empty() ? clock_.now() - last_frame_at_ : milliseconds{0};
    constexpr milliseconds usual_pause{1'500};
    const auto behind = delay_ - least_delay_.value_or(delay_) + (quiet > usual_pause ? quiet : milliseconds{0});
    now.behind_seconds = static_cast<double>(behind.count()) / 1'000;
    now.arrived = facts_;
    return now;
}

std::optional<stream::hold> stream::claim(std::optional<milliseconds> silence)
{
    const std::lock_guard lock{mutex_};
    if (ended_at_)
        return std::nullopt;
    const auto now = steady::now();
    if (claimed_ && (!silence || now - heard_at_ < *silence)) {
        ++refused_lately_;
        return std::nullopt;
    }
    on_air_ = claimed_ && on_air_;
    claimed_ = true;
    refused_ = refused_lately_ = 0;
    heard_at_ = now;
    return hold{++epoch_, on_air_};
}

bool stream::heard(epoch by)
{
    const std::lock_guard lock{mutex_};
    if (!owned_by(by))
        return false;
    heard_at_ = steady::now();
    refused_ += std::exchange(refused_lately_, 0);
    return true;
}

std::optional<hls::durations> stream::fixed_durations() const
{
    const std::lock_guard lock{mutex_};
    return timeline_.segments.empty() ? std::nullopt : std::optional{timeline_.fixed};
}

std::int64_t stream::end_of_media() const
{
    const std::lock_guard lock{mutex_};
    return end_of_media_;
}

bool stream::open(epoch by, hls::run with, publication_info info)
{
    {
        const std::lock_guard lock{mutex_};
        if (!owned_by(by))
            return false;
        const bool first = timeline_.segments.empty();
        if (first) {
            timeline_.fixed = with.fixed;
            started_at_ = clock_.now();
        } else if (info.resumed)
            ++reconnects_;
        close_segment();
        broken_ = !first;
        // The number of its first segment names an initialization segment for good.
        inits_.emplace_back(next_msn_,
                            std::make_shared<const std::string>(cmaf::write_init_segment(with.video, with.audio)));
        // Two runs without a part between them.
        if (inits_.size() > 1 && inits_[inits_.size() - 2].first == next_msn_)
            inits_.erase(inits_.end() - 2);
        run_ = std::move(with);
        tell(hls::tapped_run{run_});
        info_ = std::move(info);
        last_key_at_ = -1;
        least_delay_.reset();
        delay_ = milliseconds{0};
        recent_.clear();
    }
    return true;
}

// Puts the waiting events before the part's moof: an emsg lies in the part whose time it names.
std::string stream::stamp_events(hls::new_part& made)
{
    std::string events;
    if (metadata_.empty() || made.gap)
        return events;
    for (const auto& text : metadata_)
        events +=
            cmaf::write_id3_event(static_cast<std::uint32_t>(ticks_per_second), static_cast<std::uint64_t>(made.start),
                                  ++metadata_number_, cmaf::write_id3_text("ahimmoyak", text));
    metadata_.clear();
    made.bytes.insert(0, events);
    return events;
}

bool stream::add(epoch by, hls::new_part made)
{
    {
        const std::lock_guard lock{mutex_};
        if (!owned_by(by) || inits_.empty())
            return false;
        auto events = stamp_events(made);
        if (timeline_.segments.empty() || timeline_.segments.back().complete) {
            hls::segment next;
            next.msn = next_msn_++;
            next.init = inits_.back().first;
            next.discontinuity = std::exchange(broken_, false);
            discontinuities_ += next.discontinuity ? 1 : 0;
            next.independent = made.independent;
            next.start = made.start;
            next.program_time = made.program_time;
            timeline_.segments.push_back(std::move(next));
        }
        auto& parent = timeline_.segments.back();
        parent.duration += made.duration;
        bytes_held_ += made.bytes.size();
        last_frame_at_ = clock_.now();
        on_air_ = true;
        if (made.independent) {
            if (last_key_at_ >= 0)
                gop_ticks_ = made.start - last_key_at_;
            last_key_at_ = made.start;
        }
        delay_ = last_frame_at_ - (made.program_time + milliseconds{made.duration / (ticks_per_second / 1'000)});
        least_delay_ = std::min(least_delay_.value_or(delay_), delay_);
        recent_.push_back({made.duration, made.bytes.size(), made.video_frames, last_frame_at_});
        while (recent_.size() > 50)
            recent_.pop_front();
        end_of_media_ = made.start + made.duration;
        auto media = std::make_shared<const std::string>(std::move(made.bytes));
        parent.parts.push_back({media, made.duration, made.independent, made.gap});
        if (options_.on_change) {
            made.bytes.clear();
            tell(hls::tapped_part{parent.msn, parent.parts.size() - 1, discontinuities_, made, std::move(events),
                                  std::move(media)});
        }
        if (made.ends_segment)
            close_segment();
        trim();
        publish();
    }
    wake();
    return true;
}

void stream::note(epoch by, const ingest_facts& facts)
{
    const std::lock_guard lock{mutex_};
    if (owned_by(by))
        facts_ = facts;
}

bool stream::end_segment(epoch by)
{
    {
        const std::lock_guard lock{mutex_};
        if (!owned_by(by))
            return false;
        close_segment();
        publish();
        tell(hls::tapped_segment_end{});
    }
    wake();
    return true;
}

bool stream::release(epoch by)
{
    const std::lock_guard lock{mutex_};
    if (epoch_ != by)
        return false;
    if (!claimed_) // the broadcast has ended meanwhile
        return true;
    claimed_ = false;
    released_at_ = steady::now();
    metadata_.clear();
    return true;
}

void stream::tick()
{
    // Who was woken a moment ago has looked at the clock then.
    if (steady::now() - told_at_.load(std::memory_order_relaxed) >= std::chrono::seconds{1})
        wake();
    decltype(renditions_) others;
    {
        const std::lock_guard lock{mutex_};
        others = renditions_;
    }
    for (const auto& [folder, each] : others)
        each->tick();
}

void stream::wake()
{
    told_at_.store(steady::now(), std::memory_order_relaxed);
    changed_.tell();
}

std::size_t stream::waiting() const
{
    auto all = changed_.waiting();
    const std::lock_guard lock{mutex_};
    for (const auto& [folder, each] : renditions_)
        all += each->waiting();
    return all;
}

std::optional<std::chrono::steady_clock::time_point> stream::silent_since() const
{
    const std::lock_guard lock{mutex_};
    return claimed_ ? std::nullopt : std::optional{released_at_};
}

std::optional<std::chrono::steady_clock::time_point> stream::ended_since() const
{
    const std::lock_guard lock{mutex_};
    return ended_at_;
}

std::uint64_t stream::next_msn() const
{
    const std::lock_guard lock{mutex_};
    return next_msn_;
}

// The bit rate that a player must reckon with is the highest of any segment (§4.4.6.2).
void stream::close_segment()
{
    if (timeline_.segments.empty() || timeline_.segments.back().complete)
        return;
    auto& last = timeline_.segments.back();
    last.complete = true;
    if (options_.on_segment)
        options_.on_segment(last, inits_.back().second, run_);
    std::uint64_t bytes = 0;
    for (const auto& each : last.parts)
        bytes += each.bytes->size();
    if (last.duration >= ticks_per_second / 2)
        peak_bits_ = std::max(peak_bits_, bytes * 8 * static_cast<std::uint64_t>(ticks_per_second) /
                                              static_cast<std::uint64_t>(last.duration));
}

void stream::trim()
{
    auto& listed = timeline_.segments;
    std::int64_t whole = 0;
    for (const auto& each : listed)
        whole += each.duration;
    const auto least = std::max(to_ticks(options_.window), 3 * timeline_.fixed.target_seconds * ticks_per_second);
    while (listed.size() > 1 && whole - listed.front().duration >= least) {
        whole -= listed.front().duration;
        retired_.push_back(std::move(listed.front()));
        listed.pop_front();
        // The tag leaves with the segment it stands before.
        if (retired_.back().discontinuity)
            ++timeline_.discontinuity_sequence;
    }
    // A removed segment stays for its duration and the longest playlist that held it (§6.2.2).
    while (!retired_.empty() && listed.front().start - retired_.front().start >
                                    least + 2 * retired_.front().duration + retired_.front().duration) {
        for (const auto& each : retired_.front().parts)
            bytes_held_ -= each.bytes->size();
        retired_.pop_front();
    }
    const auto oldest = retired_.empty() ? listed.front().init : retired_.front().init;
    while (inits_.size() > 1 && inits_.front().first < oldest)
        inits_.erase(inits_.begin());
}

void stream::publish()
{
    if (timeline_.segments.empty())
        return;
    timeline_.others = among_->reports_for(options_.folder);
    const auto shared = [](std::string text) { return std::make_shared<const std::string>(std::move(text)); };
    full_ = shared(hls::render(timeline_));
    full_gzip_ = shared(hls::gzip(*full_));
    delta_ = shared(hls::render_delta(timeline_));
    delta_gzip_ = shared(hls::gzip(*delta_));
    // Until a segment is complete its first parts tell the rate; a key frame makes that an upper bound.
    auto peak = peak_bits_;
    if (peak == 0) {
        const auto& first = timeline_.segments.front();
        std::uint64_t bytes = 0;
        for (const auto& each : first.parts)
            bytes += each.bytes->size();
        peak = bytes * 8 * static_cast<std::uint64_t>(ticks_per_second) /
               static_cast<std::uint64_t>(std::max<std::int64_t>(first.duration, 1));
    }
    const auto& last = timeline_.segments.back();
    // A rendition counts once a player could begin with it.
    const bool listed = options_.folder.empty() || timeline_.segments.front().complete;
    if (!withdrawn_)
        among_->tell(options_.folder, {hls::playlist_name(options_.folder), run_, std::max<std::uint64_t>(peak, 1)},
                     {last.msn, last.parts.empty() ? 0 : last.parts.size() - 1}, listed);
}

} // namespace ahimmoyak::media
