#include "chat/hands.hpp"

#include <algorithm>

namespace ahimmoyak::chat {

bool hands::raise(channel_id room, raised_hand whose)
{
    const std::lock_guard lock{mutex_};
    if (rooms_.size() >= most_rooms && !rooms_.contains(room))
        rooms_.erase(rooms_.begin()); // of a lecture long over
    auto& up = rooms_[room];
    if (up.size() >= most_in_a_room ||
        std::any_of(up.begin(), up.end(), [&](const auto& each) { return each.user_id == whose.user_id; }))
        return false;
    up.push_back(std::move(whose));
    return true;
}

bool hands::lower(channel_id room, user_id whose)
{
    const std::lock_guard lock{mutex_};
    const auto found = rooms_.find(room);
    if (found == rooms_.end())
        return false;
    const auto gone = std::erase_if(found->second, [&](const auto& each) { return each.user_id == whose; });
    if (found->second.empty())
        rooms_.erase(found);
    return gone > 0;
}

bool hands::is_up(channel_id room, user_id whose) const
{
    const auto up = of(room);
    return std::any_of(up.begin(), up.end(), [&](const auto& each) { return each.user_id == whose; });
}

std::vector<raised_hand> hands::of(channel_id room) const
{
    const std::lock_guard lock{mutex_};
    const auto found = rooms_.find(room);
    return found == rooms_.end() ? std::vector<raised_hand>{} : found->second;
}

} // namespace ahimmoyak::chat
