#pragma once

#include "base/task.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

namespace ahimmoyak {

/// The threads of the program: one io_context each. What starts on a context stays on its thread.
class runtime {
public:
    explicit runtime(int threads);
    ~runtime();
    runtime(runtime&&) = delete;

    std::size_t size() const { return contexts_.size(); }
    asio::io_context& at(std::size_t index) { return *contexts_[index % contexts_.size()]; }
    executor first() { return contexts_.front()->get_executor(); }

    void start();
    /// Ends the threads. What other threads (of pools) still do for waiting coroutines goes on: let
    /// those finish before stop().
    void end();
    /// Ends the threads, then destroys the coroutines that still wait on a context, while everything
    /// they refer to is there: stop the runtime before you destroy what it served. Safe to repeat.
    void stop();

private:
    struct context : asio::io_context {
        using io_context::io_context;
        void drop_waiting() { shutdown(); }
    };

    std::vector<std::unique_ptr<context>> contexts_;
    std::vector<asio::executor_work_guard<executor>> open_;
    std::vector<std::jthread> threads_;
};

} // namespace ahimmoyak
