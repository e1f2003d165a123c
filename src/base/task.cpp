#include "base/task.hpp"

#include "base/log.hpp"

#include <boost/asio/co_spawn.hpp>

#include <string>

namespace ahimmoyak {

void spawn(executor on, std::string_view what, task<> work)
{
    asio::co_spawn(on, std::move(work), [what = std::string{what}](const std::exception_ptr& failure) {
        if (!failure)
            return;
        try {
            std::rethrow_exception(failure);
        } catch (const std::exception& e) {
            log::error("a background task failed", {{"task", what}, {"reason", e.what()}});
        }
    });
}

task<> sleep_for(std::chrono::steady_clock::duration duration)
{
    steady_timer timer{co_await asio::this_coro::executor, duration};
    co_await timer.async_wait(no_throw);
}

} // namespace ahimmoyak
