#include "media/hls/family.hpp"

#include <algorithm>
#include <tuple>

namespace ahimmoyak::media::hls {

std::string playlist_name(std::string_view folder)
{
    return folder.empty() ? "video.m3u8" : std::string{folder} + "/video.m3u8";
}

void family::tell(const name& who, const variant& is, const edge& at, bool listed)
{
    const std::lock_guard lock{mutex_};
    members_[who] = {is, at, listed};
}

void family::forget(const name& who)
{
    const std::lock_guard lock{mutex_};
    members_.erase(who);
}

std::vector<report> family::reports_for(const name& who) const
{
    std::vector<report> all;
    const std::lock_guard lock{mutex_};
    for (const auto& [folder, each] : members_)
        if (folder != who && each.listed)
            all.push_back({(who.empty() ? "" : "../") + playlist_name(folder), each.at});
    return all;
}

std::vector<variant> family::variants() const
{
    std::vector<variant> all;
    {
        const std::lock_guard lock{mutex_};
        for (const auto& [folder, each] : members_)
            if (each.listed)
                all.push_back(each.is);
    }
    const auto rank = [](const variant& of) {
        const bool source = of.uri == playlist_name({});
        return std::tuple{source ? 0 : 1, of.what.video ? -of.what.video->height : 0, std::string_view{of.uri}};
    };
    std::sort(all.begin(), all.end(), [&](const variant& a, const variant& b) { return rank(a) < rank(b); });
    return all;
}

} // namespace ahimmoyak::media::hls
