#pragma once

#include "base/task.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <optional>
#include <thread>
#include <type_traits>
#include <vector>

namespace ahimmoyak {

/// Threads for work that blocks: hashing, mail, disk. A coroutine awaits it and goes on where it was.
class work_pool {
public:
    explicit work_pool(int threads) : context_{threads}, open_{asio::make_work_guard(context_)}
    {
        for (int i = 0; i < threads; ++i)
            threads_.emplace_back([this] { context_.run(); });
    }
    ~work_pool() { finish(); }
    work_pool(work_pool&&) = delete;

    /// Finishes what was asked for and ends the threads. Whatever is run() afterwards never comes back.
    void finish()
    {
        open_.reset();
        for (auto& each : threads_)
            each.join();
        threads_.clear();
    }

    /// Runs f() on a thread of the pool; its result or exception comes back to the caller. f is a
    /// lambda that captures by reference: the awaiting coroutine keeps what it refers to alive.
    template <std::invocable F>
        requires std::is_trivially_destructible_v<F>
    task<std::invoke_result_t<F&>> run(F f)
    {
        using result_type = std::invoke_result_t<F&>;
        using kept = std::conditional_t<std::is_void_v<result_type>, bool, result_type>;
        std::optional<kept> result;
        std::exception_ptr failure;
        auto start = [&](auto handler) {
            auto guard = asio::make_work_guard(handler);
            asio::post(context_, [&, guard = std::move(guard), handler = std::move(handler)]() mutable {
                try {
                    if constexpr (std::is_void_v<result_type>) {
                        f();
                        result.emplace(true);
                    } else {
                        result.emplace(f());
                    }
                } catch (...) {
                    failure = std::current_exception();
                }
                const auto back = guard.get_executor();
                asio::post(back, std::move(handler));
            });
        };
        co_await asio::async_initiate<const asio::use_awaitable_t<executor>, void()>(start, use_task);
        if (failure)
            std::rethrow_exception(failure);
        if constexpr (!std::is_void_v<result_type>)
            co_return std::move(*result);
    }

private:
    asio::io_context context_;
    std::optional<asio::executor_work_guard<executor>> open_;
    std::vector<std::thread> threads_;
};

} // namespace ahimmoyak
