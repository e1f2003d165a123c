#pragma once

#include "base/clock.hpp"
#include "base/problem.hpp"
#include "base/random.hpp"

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace ahimmoyak {

/// Tokens that give what they stand for once, within a short time. In memory: after a restart clients fetch
/// new ones. Thread-safe.
template <class Grant>
class single_use {
public:
    explicit single_use(const clock& time, std::chrono::milliseconds lifetime = std::chrono::seconds{60},
                        std::size_t most = 10'000)
        : clock_{time}, lifetime_{lifetime}, most_{most}
    {
    }

    struct issued {
        std::string token; ///< base64url: fit for Sec-WebSocket-Protocol
        timestamp expires{};
    };
    /// Throws the 503 problem when too many wait to be used.
    issued issue(Grant to)
    {
        const auto now = clock_.now();
        issued made{random_token(32), now + lifetime_};
        const std::lock_guard lock{mutex_};
        forget_expired(now);
        if (by_age_.size() >= most_)
            throw unavailable();
        grants_.emplace(made.token, std::move(to));
        by_age_.emplace_back(made.expires, made.token);
        return made;
    }

    /// Nothing when the token is unknown, expired or was used.
    std::optional<Grant> redeem(std::string_view token)
    {
        const std::lock_guard lock{mutex_};
        forget_expired(clock_.now());
        auto found = grants_.extract(std::string{token});
        if (!found)
            return std::nullopt;
        return std::move(found.mapped());
    }

    /// Takes back those that `which` holds for.
    template <class Predicate>
    void forget_if(Predicate which)
    {
        const std::lock_guard lock{mutex_};
        std::erase_if(grants_, [&](const auto& each) { return which(each.second); });
    }

private:
    void forget_expired(timestamp now)
    {
        while (!by_age_.empty() && by_age_.front().first <= now) {
            grants_.erase(by_age_.front().second);
            by_age_.pop_front();
        }
    }

    const clock& clock_;
    const std::chrono::milliseconds lifetime_;
    const std::size_t most_;
    std::mutex mutex_;
    std::unordered_map<std::string, Grant> grants_;
    std::deque<std::pair<timestamp, std::string>> by_age_;
};

} // namespace ahimmoyak
