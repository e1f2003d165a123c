#pragma once

#include "base/values.hpp"

#include <chrono>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ahimmoyak {

/// How often something may happen: `burst` times at once, then once per `every`.
struct rate {
    int burst = 10;
    std::chrono::milliseconds every{1000};
};

/// A token bucket for each key (an address, an account). Keeps a bounded number of keys and forgets
/// the one not used for longest, so that a flood of keys costs no memory. Thread-safe.
class rate_limiter {
public:
    explicit rate_limiter(rate allowed, std::size_t keys = 100'000);

    /// Counts one use. Nothing when it is allowed; else the whole seconds (at least 1) to wait, and
    /// the use is not counted.
    std::optional<int> take(std::string_view key, timestamp now);

    /// The same, but throws the 429 when it has to wait.
    void count(std::string_view key, timestamp now);

    /// The next uses of the key are free again, such as after a sign-in that succeeded.
    void forget(std::string_view key);

    std::size_t keys() const;

private:
    struct bucket {
        std::string key;
        std::int64_t spent = 0; ///< milliseconds of refill that are owed at `at`
        timestamp at{};
    };

    const rate allowed_;
    const std::size_t most_;
    mutable std::mutex mutex_;
    std::list<bucket> by_use_; ///< the latest used first
    std::unordered_map<std::string_view, std::list<bucket>::iterator> found_;
};

/// What an address is counted by: itself, or the /64 of an IPv6 address, since one subscriber has a
/// whole /64 to choose from.
std::string address_group(std::string_view address);

} // namespace ahimmoyak
