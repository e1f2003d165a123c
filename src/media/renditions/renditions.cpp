#include "media/renditions/renditions.hpp"

#include "base/child_program.hpp"
#include "base/log.hpp"
#include "media/renditions/job.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <unistd.h>

namespace ahimmoyak::media {

namespace {

renditions::options completed(renditions::options given)
{
    if (given.worker.empty())
        given.worker = program_beside_us("ahimmoyak-media-worker");
    return given;
}

} // namespace

renditions::renditions(options with) : options_{completed(std::move(with))} {}
renditions::~renditions() = default;

void renditions::take(const std::string& channel, hls::tapped what)
{
    if (stopping_)
        return;
    std::shared_ptr<inbox> to;
    bool fresh = false;
    {
        const std::lock_guard lock{mutex_};
        auto& place = inboxes_[channel];
        if (!place)
            place = std::make_shared<inbox>();
        to = place;
        fresh = !to->taken;
        // A later broadcast of the channel has another job.
        if (std::holds_alternative<hls::tapped_end>(what))
            inboxes_.erase(channel);
    }
    {
        const std::lock_guard lock{to->mutex};
        to->waiting.emplace_back(std::chrono::steady_clock::now(), std::move(what));
    }
    to->arrived.tell();
    if (fresh)
        arrived_.tell();
}

task<> renditions::work()
{
    if (::access(options_.worker.c_str(), X_OK) != 0) {
        log::error("the media worker is missing; broadcasts have no other renditions",
                   {{"program", options_.worker.string()}});
        stopping_ = true;
    }
    const auto on = co_await asio::this_coro::executor;
    while (!stopping_) {
        const auto seen = arrived_.ticket();
        std::vector<std::shared_ptr<rendition_job>> fresh;
        {
            const std::lock_guard lock{mutex_};
            for (auto& [channel, each] : inboxes_)
                if (!std::exchange(each->taken, true))
                    fresh.push_back(std::make_shared<rendition_job>(*this, channel, each));
        }
        for (auto& each : fresh) {
            ++jobs_;
            spawn(on, "renditions", [](std::shared_ptr<rendition_job> job, renditions& of) -> task<> {
                co_await job->run();
                --of.jobs_;
            }(each, *this));
        }
        co_await arrived_.after(seen);
    }
}

task<> renditions::stop()
{
    stopping_ = true;
    arrived_.tell();
    {
        const std::lock_guard lock{mutex_};
        for (const auto& [channel, each] : inboxes_)
            each->arrived.tell();
    }
    for (int i = 0; jobs_ > 0 && i < 100; ++i)
        co_await sleep_for(std::chrono::milliseconds{20});
}

renditions::figures renditions::now() const
{
    figures is;
    is.dropped_parts = dropped_;
    is.deaths = deaths_;
    const std::lock_guard lock{mutex_};
    for (const auto& [channel, each] : inboxes_) {
        if (!each->working)
            continue;
        ++is.workers;
        const auto since = each->oldest.load();
        if (since != std::chrono::steady_clock::time_point{})
            is.lag_seconds = std::max(is.lag_seconds,
                                      std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count());
    }
    return is;
}

std::string_view to_text(renditions::happening what)
{
    switch (what) {
    case renditions::happening::started:
        return "started";
    case renditions::happening::stopped:
        return "stopped";
    case renditions::happening::slow:
        return "slow";
    }
    return "?";
}

} // namespace ahimmoyak::media
