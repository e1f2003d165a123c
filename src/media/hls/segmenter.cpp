#include "media/hls/segmenter.hpp"

#include "media/cmaf/fragment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace ahimmoyak::media::hls {

namespace {

constexpr std::int64_t shortest_segment = ticks_per_second;
constexpr std::int64_t shortest_part = ticks_per_second / 5;
constexpr std::int64_t rounding = 2;
// How long to wait for a second track, for the first key frame distance, for pictures behind sound.
constexpr std::int64_t patience_for_tracks = ticks_per_second / 2;
constexpr std::int64_t patience_for_key = 10 * ticks_per_second;
constexpr std::int64_t patience_for_video = ticks_per_second;
constexpr std::size_t most_gathered_bytes = 32U * 1024 * 1024;
constexpr int longest_target_seconds = 11;

constexpr std::int64_t ceil_to_millisecond(std::int64_t ticks) { return (ticks + 89) / 90 * 90; }

// Millisecond stamps measure a rate to about a thousandth: take the usual rate nearby.
double usual_rate(double measured)
{
    for (const double each : {5.0, 7.5, 10.0, 12.0, 12.5, 15.0, 20.0, 24'000.0 / 1'001, 24.0, 25.0, 30'000.0 / 1'001,
                              30.0, 48.0, 50.0, 60'000.0 / 1'001, 60.0})
        if (std::abs(measured - each) < each * 0.0004)
            return each;
    for (const double each : {5.0, 7.5, 10.0, 12.0, 12.5, 15.0, 20.0, 24.0, 25.0, 30.0, 48.0, 50.0, 60.0})
        if (std::abs(measured - each) < each * 0.005)
            return each;
    return measured;
}

} // namespace

segmenter::segmenter(options with) : fixed_{with.fixed}, next_start_{with.start} {}

void segmenter::begin(tracks with)
{
    const bool completes = gathering_ && (!tracks_.video || tracks_.video == with.video) &&
                           (!tracks_.audio || tracks_.audio == with.audio);
    tracks_ = std::move(with);
    if (completes)
        return;
    finish();
    begun_ = true;
    gathering_ = true;
}

void segmenter::push(frame f, timestamp arrived)
{
    if (!begun_)
        return;
    if (gathering_)
        gather(std::move(f), arrived);
    else
        accept(std::move(f));
}

std::int64_t segmenter::lead_ticks(const frame& f) const
{
    return f.track == track_kind::video ? f.dts : audio_ticks(f);
}

std::int64_t segmenter::audio_ticks(const frame& f) const
{
    return f.dts * ticks_per_second / tracks_.audio->sample_rate;
}

bool segmenter::is_key_picture(const arrival& each) { return each.what.track == track_kind::video && each.what.key; }

void segmenter::gather(frame f, timestamp arrived)
{
    if (f.track == track_kind::video ? !tracks_.video : !tracks_.audio)
        return;
    pending_bytes_ += f.bytes.size();
    gathered_.push_back({std::move(f), arrived});

    // Nothing can be shown before the first key frame.
    if (tracks_.video) {
        const auto key = std::find_if(gathered_.begin(), gathered_.end(), is_key_picture);
        const bool no_key = key == gathered_.end();
        const auto oldest = no_key ? lead_ticks(gathered_.back().what) - patience_for_tracks : key->what.dts;
        std::erase_if(gathered_, [&](const arrival& each) {
            const bool drop = (no_key && each.what.track == track_kind::video) || lead_ticks(each.what) < oldest;
            pending_bytes_ -= drop ? each.what.bytes.size() : 0;
            return drop;
        });
    }
    if (enough())
        start_run();
}

std::int64_t segmenter::first_segment_ticks() const
{
    std::optional<std::int64_t> first;
    for (const auto& [f, at] : gathered_) {
        if (tracks_.video && (f.track != track_kind::video || !f.key))
            continue;
        const auto ticks = lead_ticks(f);
        if (!first)
            first = ticks;
        else if (ticks - *first >= shortest_segment - 90)
            return ticks - *first;
    }
    return 0;
}

bool segmenter::enough() const
{
    if (gathered_.empty())
        return false;
    if (tracks_.video && std::none_of(gathered_.begin(), gathered_.end(), is_key_picture))
        return false;
    const auto [first, last] =
        std::minmax_element(gathered_.begin(), gathered_.end(), [this](const arrival& a, const arrival& b) {
            return lead_ticks(a.what) < lead_ticks(b.what);
        });
    const auto span = lead_ticks(last->what) - lead_ticks(first->what);
    if (!(tracks_.all_known || (tracks_.video && tracks_.audio)) && span < patience_for_tracks)
        return false;
    return fixed_ || span >= patience_for_key || pending_bytes_ >= most_gathered_bytes || first_segment_ticks() > 0;
}

double segmenter::measured_rate() const
{
    std::int64_t first = 0;
    std::int64_t last = 0;
    int count = 0;
    for (const auto& [f, at] : gathered_) {
        if (f.track != track_kind::video)
            continue;
        if (count++ == 0)
            first = f.dts;
        last = f.dts;
    }
    if (count < 8 || last <= first)
        return 0;
    return usual_rate(static_cast<double>(count - 1) * ticks_per_second / static_cast<double>(last - first));
}

// Whether the claimed rate is what the encoder aims at, though it left pictures out: the steps are whole frames, and
// many of them one. An average would be of no use for the length of a picture then.
bool segmenter::keeps_claimed_rate(double claimed) const
{
    const double step = ticks_per_second / claimed;
    std::optional<std::int64_t> last;
    int all = 0;
    int single = 0;
    for (const auto& [f, at] : gathered_) {
        if (f.track != track_kind::video)
            continue;
        if (last) {
            const double steps = static_cast<double>(f.dts - *last) / step;
            if (steps < 0.9 || std::abs(steps - std::round(steps)) > 0.1)
                return false;
            ++all;
            single += steps < 1.5 ? 1 : 0;
        }
        last = f.dts;
    }
    return single * 3 >= all;
}

void segmenter::start_run()
{
    gathering_ = false;
    double rate = 0;
    if (tracks_.video) {
        const double measured = measured_rate();
        const double claimed =
            tracks_.frames_per_second > 0 ? tracks_.frames_per_second : tracks_.video->frames_per_second;
        rate = measured > 0 ? measured : claimed > 0 ? claimed : 30;
        // The claim is exact where the measure is only near.
        if (measured > 0 && claimed > 0 &&
            (std::abs(claimed - measured) < 0.02 * measured || (claimed > measured && keeps_claimed_rate(claimed))))
            rate = claimed;
        rate = std::clamp(rate, 0.5, 240.0);
        frame_ticks_ = ticks_per_second / rate;
    } else {
        frame_ticks_ =
            static_cast<double>(tracks_.audio->frame_samples) * ticks_per_second / tracks_.audio->sample_rate;
    }
    part_frames_ = static_cast<std::int64_t>(std::ceil(static_cast<double>(shortest_part) / frame_ticks_ - 1e-3));
    if (!fixed_) {
        durations made;
        made.part_target = ceil_to_millisecond(
            static_cast<std::int64_t>(std::ceil(static_cast<double>(part_frames_) * frame_ticks_ - 1e-3)));
        const auto longest = std::max(first_segment_ticks(), shortest_segment) + made.part_target;
        // Room for the segment and a part to spare below TARGETDURATION + 0.5, where rounding turns.
        made.target_seconds =
            static_cast<int>(std::ceil(static_cast<double>(longest) / static_cast<double>(ticks_per_second) - 0.5));
        made.target_seconds = std::clamp(made.target_seconds, 2, longest_target_seconds);
        fixed_ = made;
    }

    const auto lead_track = tracks_.video ? track_kind::video : track_kind::audio;
    const auto first = std::find_if(gathered_.begin(), gathered_.end(),
                                    [&](const arrival& each) { return each.what.track == lead_track; });
    shift_ = next_start_ - lead_ticks(first->what);
    anchor_time_ = first->at;
    anchor_ticks_ = next_start_;
    grid_origin_ = next_start_;
    grid_count_ = 0;
    since_key_ = 0;
    last_gop_ = 0;
    cuts_.emplace_back(run{tracks_.video, tracks_.audio, rate, *fixed_});
    auto gathered = std::exchange(gathered_, {});
    pending_bytes_ = 0;
    for (auto& each : gathered)
        accept(std::move(each.what));
}

void segmenter::accept(frame f)
{
    if (f.track == track_kind::video) {
        if (tracks_.video) {
            place(f);
            lead(std::move(f));
        }
        return;
    }
    if (!tracks_.audio)
        return;
    f.dts += shift_ * tracks_.audio->sample_rate / ticks_per_second;
    if (!tracks_.video) {
        lead(std::move(f));
        return;
    }
    const auto ticks = audio_ticks(f);
    pending_bytes_ += f.bytes.size();
    audio_.push_back(std::move(f));
    // Pictures may stop while the sound goes on (an encoder that drops frames): the sound must not.
    const auto until = ticks - patience_for_video;
    if (until - (part_open_ ? part_start_ : next_start_) >= fixed_->part_target) {
        if (part_open_)
            close_part(part_start_ + fixed_->part_target, 0, segment_then::goes_on);
        fill_until(until);
    }
}

// Puts a picture on the grid of its frame rate: millisecond stamps and capture jitter would
// otherwise make parts of unequal length.
void segmenter::place(frame& f)
{
    const auto raw = f.dts + shift_;
    const auto expected =
        grid_origin_ + static_cast<std::int64_t>(std::llround(static_cast<double>(grid_count_) * frame_ticks_));
    const auto previous = grid_count_ == 0 ? grid_origin_ - 1
                                           : grid_origin_ + static_cast<std::int64_t>(std::llround(
                                                                static_cast<double>(grid_count_ - 1) * frame_ticks_));
    if (std::abs(static_cast<double>(raw - expected)) <= 0.4 * frame_ticks_) {
        f.dts = expected;
        ++grid_count_;
        const auto frames = std::round(f.composition_offset / frame_ticks_);
        if (std::abs(f.composition_offset - frames * frame_ticks_) < 180)
            f.composition_offset = static_cast<std::int32_t>(std::lround(frames * frame_ticks_));
        return;
    }
    f.dts = std::max(raw, previous + 1);
    f.composition_offset += static_cast<std::int32_t>(raw - f.dts);
    grid_origin_ = f.dts;
    grid_count_ = 1;
}

std::int64_t segmenter::longest_segment() const
{
    return fixed_->target_seconds * ticks_per_second + ticks_per_second / 2 - 1;
}

void segmenter::lead(frame f)
{
    const bool picture = f.track == track_kind::video;
    const auto at = lead_ticks(f);
    const auto frame_length = static_cast<std::int64_t>(std::llround(frame_ticks_));
    if (part_open_) {
        if (cut_before(f) && at - next_start_ >= fixed_->part_target)
            fill_until(at);
    } else {
        fill_until(at);
        if (picture && f.key && segment_open_ && at - segment_start_ >= shortest_segment - frame_length / 2)
            end_segment();
    }
    if (!part_open_) {
        part_open_ = true;
        part_start_ = next_start_;
        if (!segment_open_) {
            segment_open_ = true;
            segment_start_ = part_start_;
        }
    }
    if (picture) {
        if (f.key) {
            last_gop_ = since_key_;
            since_key_ = 0;
        }
        ++since_key_;
    }
    pending_bytes_ += f.bytes.size();
    if (picture)
        video_.push_back(std::move(f));
    else
        audio_.push_back(std::move(f));

    // Made as soon as no other frame fits, without waiting for the next one to show it.
    const auto end = at + frame_length;
    const auto target = fixed_->part_target;
    const bool full = end + frame_length - part_start_ > target + rounding;
    if (!full || (end - part_start_) * 100 < target * 85)
        return;
    // Where the next picture should be a key frame that ends the segment, one frame of patience lets
    // the part say so, instead of hinting at a part that will never be.
    const bool key_is_next = picture && last_gop_ > 0 && since_key_ == last_gop_ &&
                             end - segment_start_ >= shortest_segment - frame_length / 2;
    if (!key_is_next)
        close_part(end, frame_length, segment_then::goes_on);
}

// Closes the open part if `f` cannot be in it; says whether it did.
bool segmenter::cut_before(const frame& f)
{
    const auto at = lead_ticks(f);
    const auto frame_length = static_cast<std::int64_t>(std::llround(frame_ticks_));
    const auto target = fixed_->part_target;
    const bool fits = at + frame_length - part_start_ <= target + rounding;
    const auto enough_for_a_part = (target * 85 + 99) / 100;
    const auto last_length = video_.empty() ? frame_length : std::max<std::int64_t>(at - video_.back().dts, 1);
    if (f.track == track_kind::video && f.key) {
        const bool independent = !video_.empty() && video_.front().key;
        const bool ends = at - segment_start_ >= shortest_segment - frame_length / 2;
        // More key frames in a part that begins with one change nothing for a player.
        if (!ends && independent && fits)
            return false;
        const bool below = at - part_start_ < enough_for_a_part;
        const bool far = at - part_start_ > target;
        // A part that had to be stretched to its least length may reach beyond the next stamp.
        const auto end = std::clamp(at, part_start_ + std::min(frame_length, target), part_start_ + target);
        const bool closes = !far && (ends || (below && !independent));
        close_part(end, last_length, closes ? segment_then::ends : segment_then::goes_on);
        if (far && ends) {
            fill_until(at);
            end_segment();
        }
        return true;
    }
    if (fits)
        return false;
    close_part(part_start_ + std::clamp(at - part_start_, enough_for_a_part, target), last_length,
               segment_then::goes_on);
    return true;
}

// Lists the time without pictures as parts of sound alone, or as gaps.
void segmenter::fill_until(std::int64_t until)
{
    while (until - next_start_ >= fixed_->part_target) {
        part_open_ = true;
        part_start_ = next_start_;
        if (!segment_open_) {
            segment_open_ = true;
            segment_start_ = part_start_;
        }
        close_part(part_start_ + fixed_->part_target, 0, segment_then::goes_on);
    }
}

void segmenter::close_part(std::int64_t end, std::int64_t last_length, segment_then then)
{
    const auto target = fixed_->part_target;
    end = std::min(end, part_start_ + target);
    for (std::size_t i = 0; i < video_.size(); ++i)
        video_[i].duration = i + 1 < video_.size() ? std::max<std::int64_t>(video_[i + 1].dts - video_[i].dts, 1)
                             : last_length > 0     ? last_length
                                                   : std::llround(frame_ticks_);
    std::vector<frame> sound;
    while (!audio_.empty() && audio_ticks(audio_.front()) < end) {
        sound.push_back(std::move(audio_.front()));
        audio_.pop_front();
    }
    for (std::size_t i = 0; i < sound.size(); ++i)
        sound[i].duration = i + 1 < sound.size()    ? std::max<std::int64_t>(sound[i + 1].dts - sound[i].dts, 1)
                            : sound[i].duration > 0 ? sound[i].duration
                                                    : tracks_.audio->frame_samples;
    new_part made;
    made.start = part_start_;
    made.duration = end - part_start_;
    made.program_time = anchor_time_ + std::chrono::milliseconds{(part_start_ - anchor_ticks_) / 90};
    made.independent = tracks_.video ? !video_.empty() && video_.front().key : !sound.empty();
    made.gap = video_.empty() && sound.empty();
    made.video_frames = static_cast<unsigned>(video_.size());
    if (!made.gap)
        made.bytes = cmaf::write_fragment(++sequence_, video_, sound);
    const auto elapsed = end - segment_start_;
    made.ends_segment = then == segment_then::ends || elapsed + target > longest_segment() ||
                        (!tracks_.video && elapsed >= shortest_segment);
    video_.clear();
    pending_bytes_ = 0;
    for (const auto& each : audio_)
        pending_bytes_ += each.bytes.size();
    part_open_ = false;
    next_start_ = end;
    segment_open_ = !made.ends_segment;
    cuts_.emplace_back(std::move(made));
}

void segmenter::end_segment()
{
    if (!segment_open_)
        return;
    segment_open_ = false;
    cuts_.emplace_back(segment_end{});
}

void segmenter::finish()
{
    if (part_open_) {
        const auto frame_length = static_cast<std::int64_t>(std::llround(frame_ticks_));
        const auto last = !video_.empty() ? video_.back().dts + frame_length : part_start_ + frame_length;
        close_part(std::max(last, part_start_ + 1), frame_length, segment_then::ends);
    }
    end_segment();
    gathered_.clear();
    audio_.clear();
    video_.clear();
    pending_bytes_ = 0;
    gathering_ = false;
    begun_ = false;
}

} // namespace ahimmoyak::media::hls
