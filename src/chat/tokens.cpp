#include "chat/tokens.hpp"

#include "base/problem.hpp"
#include "base/random.hpp"

namespace ahimmoyak::chat {

token_store::issued token_store::issue(grant to)
{
    const auto now = clock_.now();
    issued made{random_token(32), now + lifetime};
    const std::lock_guard lock{mutex_};
    forget_expired(now);
    if (by_age_.size() >= most)
        throw unavailable();
    grants_.emplace(made.token, std::move(to));
    by_age_.emplace_back(made.expires, made.token);
    return made;
}

std::optional<grant> token_store::redeem(std::string_view token)
{
    const std::lock_guard lock{mutex_};
    forget_expired(clock_.now());
    auto found = grants_.extract(std::string{token});
    if (!found)
        return std::nullopt;
    return std::move(found.mapped());
}

void token_store::forget_session(session_id which)
{
    const std::lock_guard lock{mutex_};
    std::erase_if(grants_, [&](const auto& each) { return each.second.signed_in == which; });
}

void token_store::forget_expired(timestamp now)
{
    while (!by_age_.empty() && by_age_.front().first <= now) {
        grants_.erase(by_age_.front().second);
        by_age_.pop_front();
    }
}

} // namespace ahimmoyak::chat
