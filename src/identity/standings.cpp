#include "identity/standings.hpp"

#include "identity/accounts.hpp"

namespace ahimmoyak::identity {

namespace {

constexpr std::size_t most_in_shard = 8192;
constexpr auto longest = std::chrono::minutes{1};

} // namespace

std::optional<standing> standings::known(user_id who) const
{
    const auto now = clock_.now();
    const auto& in = shard_of(who);
    const std::lock_guard lock{in.mutex};
    const auto found = in.known.find(who.value);
    if (found == in.known.end() || found->second.until <= now)
        return std::nullopt;
    return found->second.is;
}

task<std::optional<standing>> standings::of(user_id who)
{
    if (auto remembered_now = known(who))
        co_return remembered_now;
    auto& in = shard_of(who);
    std::uint64_t before = 0;
    {
        const std::lock_guard lock{in.mutex};
        before = in.forgotten;
    }
    auto ask = [&](db::connection& on) { return accounts::standing_of(on, who); };
    auto is = co_await db_.read(ask);
    if (is) {
        const std::lock_guard lock{in.mutex};
        if (in.forgotten == before) {
            if (in.known.size() >= most_in_shard)
                in.known.clear();
            in.known[who.value] = {*is, clock_.now() + longest};
        }
    }
    co_return is;
}

void standings::forget(user_id who)
{
    auto& in = shard_of(who);
    const std::lock_guard lock{in.mutex};
    ++in.forgotten;
    in.known.erase(who.value);
}

} // namespace ahimmoyak::identity
