#pragma once

#include "base/caller.hpp"
#include "http/websocket.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace ahimmoyak::studio {

/// Why a connection is closed; the page explains each (docs/decisions: browser studio).
enum class closing : std::uint16_t {
    done = 1000,
    restarting = 1012, ///< the server stops: come back
    bad_frame = 4400,
    signed_out = 4401,
    silent = 4408,
    occupied = 4409, ///< somebody else is on air there
    over = 4410,     ///< the lecture is over or canceled, or another publisher took it
    codec = 4415,
    too_fast = 4429,
};

/// One page that is connected. Thread-safe.
class connection {
public:
    using steady = std::chrono::steady_clock;

    connection(http::websocket to, session_id of) : signed_in{of}, socket_{std::move(to)} { heard(); }

    const session_id signed_in;

    void post(std::string json) const { socket_.post(std::move(json)); }
    void close(closing why, std::string reason)
    {
        if (!closed_.exchange(true))
            socket_.close(static_cast<std::uint16_t>(why), std::move(reason));
    }
    void abort() const { socket_.abort(); }
    bool closed() const { return closed_; }
    void heard() { heard_ = steady::now().time_since_epoch().count(); }
    steady::duration silent_for() const { return steady::now().time_since_epoch() - steady::duration{heard_.load()}; }

private:
    http::websocket socket_;
    std::atomic<bool> closed_{false};
    std::atomic<steady::rep> heard_{0};
};

/// All of them. Thread-safe.
class connections {
public:
    static constexpr std::size_t most = 1'000;

    /// False when there are too many.
    bool add(std::shared_ptr<connection> one)
    {
        const std::lock_guard lock{mutex_};
        return all_.size() < most && all_.insert(std::move(one)).second;
    }
    void remove(const std::shared_ptr<connection>& one)
    {
        const std::lock_guard lock{mutex_};
        all_.erase(one);
    }
    std::size_t count() const
    {
        const std::lock_guard lock{mutex_};
        return all_.size();
    }
    template <class Act>
    void each(Act act) const
    {
        const std::lock_guard lock{mutex_};
        for (const auto& one : all_)
            act(*one);
    }

private:
    mutable std::mutex mutex_;
    std::set<std::shared_ptr<connection>> all_;
};

} // namespace ahimmoyak::studio
