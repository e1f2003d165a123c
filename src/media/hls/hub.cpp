#include "media/hls/hub.hpp"

#include <algorithm>

namespace ahimmoyak::media {

namespace {

using steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds round_of_tending{250};

// Tenths of a second since 2026: a channel cannot make segments faster, so a later broadcast always
// begins above an earlier one, also after a restart of the process.
std::uint64_t first_number(timestamp now)
{
    constexpr auto origin = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
    const auto tenths = std::chrono::duration_cast<std::chrono::milliseconds>(now - origin).count() / 100;
    return static_cast<std::uint64_t>(std::max<std::int64_t>(tenths, 0));
}

} // namespace

hub::hub(options with, const clock& time) : options_{std::move(with)}, clock_{time} {}

std::shared_ptr<stream> hub::find(std::string_view channel) const
{
    const std::lock_guard lock{mutex_};
    const auto at = streams_.find(channel);
    return at == streams_.end() ? nullptr : at->second;
}

std::vector<std::shared_ptr<stream>> hub::all() const
{
    std::vector<std::shared_ptr<stream>> found;
    const std::lock_guard lock{mutex_};
    found.reserve(streams_.size());
    for (const auto& [name, each] : streams_)
        found.push_back(each);
    return found;
}

std::size_t hub::bytes_held() const
{
    std::size_t sum = 0;
    for (const auto& each : all())
        sum += each->stats().bytes_held;
    return sum;
}

void hub::end(std::string_view channel)
{
    if (const auto found = find(channel))
        found->end();
}

std::optional<hub::claim> hub::publish(const std::string& channel)
{
    const std::lock_guard lock{mutex_};
    if (closed_)
        return std::nullopt;
    auto& place = streams_[channel];
    if (!place || place->ended()) {
        auto first = first_number(clock_.now());
        if (place)
            first = std::max(first, place->next_msn() + 10);
        stream::options with;
        with.window = options_.window;
        with.first_msn = first;
        if (options_.on_change)
            with.on_change = [&tell = options_.on_change, channel](hls::tapped what) {
                tell(channel, std::move(what));
            };
        if (options_.on_segment)
            with.on_segment = [&tell = options_.on_segment, channel](const auto& done, const auto& init,
                                                                     const auto& run) {
                tell(channel, done, init, run);
            };
        place = std::make_shared<stream>(channel, std::move(with), clock_);
    }
    const auto held = place->claim(options_.takeover_silence);
    if (!held)
        return std::nullopt;
    return claim{place, held->by, held->took_over};
}

void hub::tend_once()
{
    const auto now = steady::now();
    for (const auto& each : all()) {
        if (const auto ended = each->ended_since()) {
            if (now - *ended >= options_.linger) {
                const std::lock_guard lock{mutex_};
                const auto at = streams_.find(each->channel());
                if (at != streams_.end() && at->second == each)
                    streams_.erase(at);
            }
        } else if (const auto silent = each->silent_since(); silent && now - *silent >= options_.grace)
            each->end();
        if (each->waiting() > 0)
            each->tick();
    }
}

task<> hub::tend()
{
    while (!closed_) {
        tend_once();
        co_await sleep_for(round_of_tending);
    }
}

void hub::close()
{
    closed_ = true;
    for (const auto& each : all())
        each->end();
}

} // namespace ahimmoyak::media
