#pragma once

#include "base/task.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>

// Inside of http only: the pieces that server.cpp, connection.cpp and websocket.cpp share.
namespace ahimmoyak::http {

using stream = boost::beast::basic_stream<tcp, executor>;

/// What all connections of a server share.
struct connection_context {
    const server_options& options;
    const router& site;
    const std::atomic<bool>& draining;
};

/// What the server watches of a connection from outside. A timer for each read and write would cost more than
/// the reading and writing: instead the server looks now and then whose time is over, and shuts it down.
struct watched_connection {
    using steady = std::chrono::steady_clock;

    std::atomic<bool> idle{false}; ///< it waits for a request now
    steady::time_point ends = steady::time_point::max();

    /// What is waited for now must have come within this; both on the connection's thread.
    void within(std::chrono::seconds patience) { ends = steady::now() + patience; }
    void for_ever() { ends = steady::time_point::max(); }
};

/// Serves one connection until it ends.
task<> serve_connection(stream connection, const connection_context& with, watched_connection& watched);

/// Answers an upgrade request and runs the route's handler until it returns.
task<> serve_websocket(stream connection, boost::beast::http::request<boost::beast::http::empty_body> upgrade,
                       request in, const socket_route& to, const connection_context& with, watched_connection& watched);

/// Writes an answer; false when the connection is gone.
task<bool> write_response(stream& connection, response answer, const request& in, bool keep_alive,
                          std::chrono::seconds patience, watched_connection& watched);

} // namespace ahimmoyak::http
