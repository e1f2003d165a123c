#pragma once

#include "base/task.hpp"
#include "http/access.hpp"
#include "http/message.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::http {

/// A WebSocket connection (RFC 6455), text frames, never compressed. Beast stays behind it.
/// `receive` belongs to one coroutine; `post` and `abort` may be called from any thread.
class websocket {
public:
    struct impl;
    explicit websocket(std::shared_ptr<impl> of);

    /// The next message of at most the route's limit; nothing once the connection is over.
    task<std::optional<std::string>> receive();

    /// Queues a message that many connections may share. A connection whose reader is too slow
    /// (more than 1 MiB or 1,000 messages waiting) is torn down instead of being buffered for.
    void post(std::shared_ptr<const std::string> message) const;
    void post(std::string message) const { post(std::make_shared<const std::string>(std::move(message))); }

    /// Sends what is queued and then a close frame.
    void close(std::uint16_t code, std::string reason) const;

    /// Tears the TCP connection without a close frame: clients of the chat protocol reconnect then.
    void abort() const;

    /// Bytes waiting to be sent.
    std::size_t waiting() const;

private:
    std::shared_ptr<impl> impl_;
};

/// A request to become a WebSocket: to be accepted, or refused by throwing a problem.
class socket_request {
public:
    virtual ~socket_request() = default;
    virtual const request& in() const = 0;
    virtual const std::optional<caller>& who() const = 0;
    /// Answers 101. `subprotocol`, when not empty, is echoed in Sec-WebSocket-Protocol.
    virtual task<websocket> accept(std::string subprotocol = {}) = 0;
};

struct socket_route {
    std::string path;
    access who;
    std::string summary;
    std::function<task<>(socket_request&)> handle;
    std::size_t message_bytes = 16 * 1024;
};

} // namespace ahimmoyak::http
