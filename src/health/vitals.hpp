#pragma once

#include "base/runtime.hpp"
#include "base/values.hpp"
#include "http/metrics.hpp"

#include <boost/describe.hpp>

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace ahimmoyak::health {

/// How the process did for half a minute.
struct vital_signs {
    timestamp at{};
    double cpu_percent = 0;        ///< of all processors
    std::int64_t memory_bytes = 0; ///< resident
    double lag_milliseconds = 0;   ///< the longest that a ready coroutine had to wait for its thread
    double requests_per_second = 0;
    std::optional<double> p95_milliseconds; ///< of the answers but for media; absent when there were none
    std::int64_t viewer_count = 0;
};
BOOST_DESCRIBE_STRUCT(vital_signs, (),
                      (at, cpu_percent, memory_bytes, lag_milliseconds, requests_per_second, p95_milliseconds,
                       viewer_count))

/// Takes the pulse of this process and remembers four hours of it.
class vitals {
public:
    /// `viewers`: how many watch live lectures now.
    explicit vitals(std::function<std::int64_t()> viewers);
    vitals(vitals&&) = delete;

    /// Spawns what takes it on each context; outlives them.
    void watch(runtime& threads);

    /// The oldest first.
    std::vector<vital_signs> all() const;
    timestamp started_at() const { return started_at_; }

private:
    task<> feel(bool keeps);
    void keep();

    const timestamp started_at_ = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const std::function<std::int64_t()> viewers_;
    const http::metrics::histogram pages_;
    const http::metrics::histogram media_;
    std::atomic<std::int64_t> longest_lag_{0}; ///< microseconds, since the last signs
    mutable std::mutex mutex_;
    std::deque<vital_signs> signs_; ///< guarded by mutex_
    // Of who keeps, alone.
    double cpu_before_ = 0;
    http::metrics::reading pages_before_;
    http::metrics::reading media_before_;
    std::chrono::steady_clock::time_point wall_before_ = std::chrono::steady_clock::now();
};

} // namespace ahimmoyak::health
