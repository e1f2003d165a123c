#pragma once

#include "base/task.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace ahimmoyak {

/// Lets coroutines of any thread wait until something has happened: the next part of a live
/// stream, the next message of a room. Thread-safe.
///
/// The usual loop checks its condition under the owner's lock, takes a `ticket` of the news while
/// still holding it, and waits for anything newer than the ticket, so that no news is missed:
///
///     auto seen = changed.ticket();
///     while (!ready()) { co_await changed.after(seen); seen = changed.ticket(); }
class news {
public:
    using number = std::uint64_t;

    /// The number of the latest news.
    number ticket() const { return told_.load(std::memory_order_acquire); }

    /// Resumes, on the caller's executor, once there is news later than `seen`: at once if there is.
    task<> after(number seen)
    {
        auto start = [this, seen](auto handler) {
            auto open = asio::make_work_guard(handler);
            {
                const std::lock_guard lock{mutex_};
                if (told_.load(std::memory_order_relaxed) == seen) {
                    waiting_.push_back({std::move(handler), std::move(open)});
                    return;
                }
            }
            const auto on = open.get_executor();
            asio::post(on, std::move(handler));
        };
        return asio::async_initiate<const asio::use_awaitable_t<executor>, void()>(start, use_task);
    }

    void tell()
    {
        std::vector<waiter> all;
        {
            const std::lock_guard lock{mutex_};
            told_.fetch_add(1, std::memory_order_release);
            all.swap(waiting_);
        }
        for (auto& each : all) {
            const auto on = each.open.get_executor();
            asio::post(on, std::move(each.resume));
        }
    }

    /// How many coroutines wait now.
    std::size_t waiting() const
    {
        const std::lock_guard lock{mutex_};
        return waiting_.size();
    }

private:
    struct waiter {
        asio::any_completion_handler<void()> resume;
        asio::executor_work_guard<executor> open;
    };
    mutable std::mutex mutex_;
    std::atomic<number> told_{0};
    std::vector<waiter> waiting_;
};

} // namespace ahimmoyak
