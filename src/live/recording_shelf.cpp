#include "live/recording_shelf.hpp"

#include "base/problem.hpp"

#include <algorithm>

namespace ahimmoyak::live {

namespace {

constexpr std::size_t most_recordings = 100; // each holds a descriptor and an index of up to a few megabytes
constexpr std::chrono::minutes recording_kept{1};

} // namespace

task<std::shared_ptr<const shelved_recording>> recording_shelf::find(channel_id of)
{
    const auto now = clock_.now();
    {
        const std::lock_guard lock{mutex_};
        if (const auto found = kept_.find(of); found != kept_.end() && found->second->until > now)
            co_return found->second;
    }
    const auto facts = co_await db_.read([&](db::connection& c) { return recordings::find(c, of); });
    if (!facts ||
        (facts->state != recordings::recording_state::READY && facts->state != recordings::recording_state::HIDDEN))
        co_return nullptr;
    auto made = std::make_shared<shelved_recording>();
    made->facts = *facts;
    const auto index = co_await store_.head(facts->index_key);
    if (!index)
        co_return nullptr;
    made->entries =
        media::recording::read_index(co_await objects::read_whole(store_, facts->index_key, 0, index->size));
    made->stretches = media::recording::stretches_of(made->entries);
    made->playlist = media::recording::render(made->stretches);
    if (auto opened = co_await store_.open_here(facts->media_key))
        made->file = *std::move(opened);
    made->until = now + recording_kept;
    const std::lock_guard lock{mutex_};
    if (kept_.size() >= most_recordings)
        std::erase_if(kept_, [&](const auto& each) { return each.second->until <= now; });
    if (kept_.size() >= most_recordings)
        kept_.erase(kept_.begin());
    kept_[of] = made;
    co_return made;
}

void recording_shelf::drop(channel_id of)
{
    const std::lock_guard lock{mutex_};
    kept_.erase(of);
}

} // namespace ahimmoyak::live
