#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <string_view>

namespace ahimmoyak {

namespace asio = boost::asio;

/// Every coroutine of the program runs on an io_context. Naming its executor instead of the
/// type-erased any_io_executor spares an indirect call and a reference count per resumption.
using executor = asio::io_context::executor_type;

template <class T = void>
using task = asio::awaitable<T, executor>;

inline constexpr asio::use_awaitable_t<executor> use_task;

/// For operations whose failure is ordinary: yields (error_code, results...) instead of throwing.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<executor>> no_throw{use_task};

using tcp = asio::ip::tcp;
using tcp_socket = asio::basic_stream_socket<tcp, executor>;
using steady_timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, executor>;

/// Runs a coroutine nobody waits for. A failure of it is logged under `what`, never lost.
void spawn(executor on, std::string_view what, task<> work);

/// Suspends the caller for at least `duration`; ends early, without an error, when the context stops.
task<> sleep_for(std::chrono::steady_clock::duration duration);

} // namespace ahimmoyak
