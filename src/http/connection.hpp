#pragma once

#include "base/task.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>

#include <atomic>
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

/// Serves one connection until it ends. `idle` tells whether it waits for a request now.
task<> serve_connection(stream connection, const connection_context& with, std::atomic<bool>& idle);

/// Answers an upgrade request and runs the route's handler until it returns.
task<> serve_websocket(stream connection, boost::beast::http::request<boost::beast::http::empty_body> upgrade,
                       const request& in, const socket_route& to, const connection_context& with);

/// Writes an answer; false when the connection is gone.
task<bool> write_response(stream& connection, response answer, const request& in, bool keep_alive,
                          std::chrono::seconds patience);

} // namespace ahimmoyak::http
