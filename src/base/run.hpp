#pragma once

#include "base/task.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace ahimmoyak {

/// Runs a coroutine to its end on an io_context of its own, for tests and commands: its result or its exception.
/// What it spawned on that context is run to its end as well.
template <class T>
T run(task<T> work)
{
    asio::io_context context{1};
    std::optional<std::conditional_t<std::is_void_v<T>, bool, T>> result;
    std::exception_ptr failure;
    // The result is put away inside, so that it need not be default-constructible.
    auto whole = [](task<T> inner, auto& out) -> task<> {
        if constexpr (std::is_void_v<T>) {
            co_await std::move(inner);
            out.emplace(true);
        } else {
            out.emplace(co_await std::move(inner));
        }
    };
    asio::co_spawn(context, whole(std::move(work), result), [&](std::exception_ptr thrown) { failure = thrown; });
    context.run();
    if (failure)
        std::rethrow_exception(failure);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace ahimmoyak
