#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <queue>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <vector>

/// Thousands of clients in one thread, cheap enough to leave the server its share of a small machine: the load of the
/// benchmarks of live lectures. It measures nothing of the server itself.
namespace crowd {

[[noreturn]] void fail(const std::string& why);

/// Seconds of the steady clock.
double now();

class connection;

/// Waits for sockets and for moments, on one thread.
class loop {
public:
    loop();
    ~loop();
    loop(const loop&) = delete;

    void at(double when, std::function<void()> what) { moments_.push({when, order_++, std::move(what)}); }
    void after(double seconds, std::function<void()> what) { at(now() + seconds, std::move(what)); }
    void run();
    void stop() { stopped_ = true; }

private:
    friend class connection;
    struct moment {
        double when;
        std::uint64_t order;
        std::function<void()> what;
        bool operator<(const moment& other) const
        {
            return when != other.when ? when > other.when : order > other.order;
        }
    };
    int epoll_;
    bool stopped_ = false;
    std::uint64_t order_ = 0;
    std::priority_queue<moment> moments_;
};

/// A TCP connection to this machine. What arrives is handed on as it arrives.
class connection {
public:
    connection(loop& in, std::uint16_t port);
    virtual ~connection();
    connection(const connection&) = delete;

    void send(std::string_view bytes);

protected:
    virtual void arrived(std::string_view bytes) = 0;
    /// The other side has closed.
    virtual void ended() { fail("the server closed a connection"); }

private:
    friend class loop;
    void ready(std::uint32_t events);
    void read();
    void write();
    void watch();

    loop& in_;
    int socket_;
    bool watches_writes_ = false;
    std::string unsent_;
};

/// Reads answers of HTTP/1.1 with a Content-Length, one after another.
class http_connection : public connection {
public:
    struct answer {
        int status = 0;
        std::size_t size = 0;
        std::string_view body; ///< empty unless keep() was asked for
        double first_byte = 0;
    };

    using connection::connection;
    /// Sends a request; `done` is called with its answer. Requests may be sent before earlier ones are answered.
    void ask(std::string_view request, std::function<void(const answer&)> done, bool keep = false);

protected:
    void arrived(std::string_view bytes) override;

private:
    struct asked {
        std::function<void(const answer&)> done;
        bool keep;
    };
    bool take_head();

    std::queue<asked> waiting_;
    std::string head_;
    bool in_body_ = false;
    std::size_t left_ = 0;
    answer answer_;
    std::string body_;
};

/// A WebSocket's client (RFC 6455): text messages, pings answered.
class websocket : public connection {
public:
    websocket(loop& in, std::uint16_t port, std::string_view path, std::string_view protocol,
              std::function<void()> opened, std::function<void(std::string_view)> message);
    void send_text(std::string_view text);

protected:
    void arrived(std::string_view bytes) override;

private:
    std::size_t take_frame(std::string_view from);
    void send_frame(std::uint8_t opcode, std::string_view payload);

    std::function<void()> opened_;
    std::function<void(std::string_view)> message_;
    bool open_ = false;
    std::string pending_;
};

/// The samples as "p50":…,"p95":…,"p99":…,"max":… in milliseconds.
std::string percentiles(std::vector<float>& seconds);

// The crowds. Each prints lines of JSON: "begin" and "end" around what is measured, then what was seen.
void view_live(const std::vector<std::string>& arguments);
void view_files(const std::vector<std::string>& arguments);
void wait_for_playlists(const std::vector<std::string>& arguments);
void talk(const std::vector<std::string>& arguments);
void send_requests(const std::vector<std::string>& arguments);

} // namespace crowd
