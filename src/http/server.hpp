#pragma once

#include "base/runtime.hpp"
#include "http/router.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace ahimmoyak::http {

struct server_options {
    std::string address = "0.0.0.0";
    std::uint16_t port = 8080; ///< 0: a free one
    std::uint32_t header_bytes = 16 * 1024;
    std::chrono::seconds idle{75};    ///< between two requests of a connection
    std::chrono::seconds header{15};  ///< from a request's first byte to the end of its header
    std::chrono::seconds body{60};    ///< for a gathered body; for each piece of a streamed one
    std::chrono::seconds write{60};   ///< without progress
    std::size_t connections = 19'000; ///< more than this are refused at once
    /// The only proxies whose X-Forwarded-For is believed (the front on the same machine).
    bool trust_loopback_proxy = true;
};

/// Serves a router over HTTP/1.1. One acceptor on each context of the runtime; a connection stays
/// on the thread that accepted it.
class server {
public:
    /// Binds the port; throws std::system_error naming it when another program has it. The router
    /// must outlive the server and must not change any more.
    server(server_options with, runtime& on, const router& site);
    ~server();

    void start();
    std::uint16_t port() const;

    /// Stops accepting, lets requests under way finish, closes idle connections, then returns: after
    /// `limit` at the latest. New requests on open connections get a 503 meanwhile.
    void drain(std::chrono::seconds limit);

private:
    struct state;
    std::shared_ptr<state> state_;
};

} // namespace ahimmoyak::http
