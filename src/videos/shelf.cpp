#include "videos/shelf.hpp"

#include "videos/playlist.hpp"
#include "videos/records.hpp"

#include <algorithm>

namespace ahimmoyak::videos {

namespace {

constexpr std::size_t most_kept = 200; // each holds some descriptors
constexpr std::chrono::minutes kept_for{1};

} // namespace

task<std::shared_ptr<const shelved>> shelf::find(video_id which)
{
    const auto now = clock_.now();
    {
        const std::lock_guard lock{mutex_};
        if (const auto found = kept_.find(which.value); found != kept_.end() && found->second->until > now)
            co_return found->second;
    }
    std::optional<prepared> facts;
    std::vector<video_file> files;
    co_await database_.read([&](db::connection& in) {
        facts = facts_of(in, which);
        files = files_of(in, which);
    });
    if (!facts)
        co_return nullptr;
    auto made = std::make_shared<shelved>();
    for (auto& each : files) {
        auto& file = made->files[each.number];
        file.key = std::move(each.object_key);
        auto opened = co_await store_.open_here(file.key);
        if (opened)
            file.opened = *std::move(opened);
    }
    for (const auto& each : facts->renditions) {
        made->playlists[each.file] = media_playlist(each);
        auto at = static_cast<std::uint64_t>(each.init_size);
        auto& starts = made->files[each.file].starts;
        starts.push_back(at);
        for (const auto bytes : each.segment_bytes)
            starts.push_back(at += static_cast<std::uint64_t>(bytes));
    }
    made->multivariant = multivariant(*facts);
    made->facts = *std::move(facts);
    made->until = now + kept_for;
    const std::lock_guard lock{mutex_};
    if (kept_.size() >= most_kept)
        std::erase_if(kept_, [&](const auto& each) { return each.second->until <= now; });
    if (kept_.size() >= most_kept)
        kept_.erase(kept_.begin());
    kept_[which.value] = made;
    co_return made;
}

void shelf::drop(video_id which)
{
    const std::lock_guard lock{mutex_};
    kept_.erase(which.value);
}

} // namespace ahimmoyak::videos
