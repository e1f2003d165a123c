#include "media/rtmp/server.hpp"

#include "base/log.hpp"
#include "base/news.hpp"
#include "base/random.hpp"
#include "media/ingest/publisher.hpp"
#include "media/rtmp/session.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <atomic>
#include <set>
#include <utility>
#include <vector>

namespace ahimmoyak::media {

namespace {

using steady = std::chrono::steady_clock;
using acceptor = asio::basic_socket_acceptor<tcp, executor>;

constexpr std::chrono::milliseconds round_of_watching{500};
constexpr std::size_t read_bytes = 64 * 1024;
// S1 only has to differ from connection to connection.
constexpr std::size_t handshake_random_bytes = 1'146; // 1,528 characters of base64

// One connection; used on the server's executor only.
struct connection {
    connection(tcp_socket s, std::string from, hub& into, const rtmp_server::options& with)
        : socket{std::move(s)}, remote{std::move(from)},
          publication{into, {with.on_started, with.on_ended, with.max_bits_per_second}, "rtmp", remote}
    {
    }

    tcp_socket socket;
    std::string remote;
    steady::time_point deadline{};
    bool timed_out = false;

    bool published = false;
    publisher publication;
};

} // namespace

class rtmp_server::state : public std::enable_shared_from_this<rtmp_server::state> {
public:
    state(executor on, hub& into, options with) : on_{on}, hub_{into}, options_{std::move(with)}, acceptor_{on} {}

    void start()
    {
        acceptor_.open(options_.listen.protocol());
        acceptor_.set_option(tcp::acceptor::reuse_address{true});
        acceptor_.bind(options_.listen);
        acceptor_.listen();
        port_ = acceptor_.local_endpoint().port();
        open_ = 1;
        spawn(on_, "rtmp accept", accept(shared_from_this()));
        spawn(on_, "rtmp watch", watch(shared_from_this()));
    }

    std::uint16_t port() const { return port_; }
    std::size_t connections() const { return connections_; }

    task<> stop()
    {
        asio::post(on_, [self = shared_from_this()] {
            self->stopping_ = true;
            boost::system::error_code ignored;
            self->acceptor_.close(ignored);
            for (auto* each : self->all_)
                each->socket.close(ignored);
        });
        while (true) {
            const auto seen = ended_.ticket();
            if (open_ == 0)
                co_return;
            co_await ended_.after(seen);
        }
    }

private:
    using self = std::shared_ptr<state>;

    static task<> accept(self s)
    {
        while (!s->stopping_) {
            auto [failure, socket] = co_await s->acceptor_.async_accept(no_throw);
            if (s->stopping_)
                break;
            if (failure) {
                // Out of descriptors, or a client that left in the queue: take a breath and go on.
                co_await sleep_for(std::chrono::milliseconds{100});
                continue;
            }
            if (s->connections_ >= s->options_.max_connections) {
                log::warning("rtmp: too many connections, one was refused");
                continue;
            }
            ++s->connections_;
            ++s->open_;
            spawn(s->on_, "rtmp connection", serve(s, std::move(socket)));
        }
        s->leave();
    }

    // One timer for all connections instead of one for each read.
    static task<> watch(self s)
    {
        while (s->open_ > 0) {
            const auto now = steady::now();
            for (auto* each : s->all_)
                if (now >= each->deadline && !each->timed_out) {
                    each->timed_out = true;
                    boost::system::error_code ignored;
                    each->socket.close(ignored);
                }
            co_await sleep_for(round_of_watching);
        }
    }

    void leave()
    {
        --open_;
        ended_.tell();
    }

    static task<> serve(self s, tcp_socket socket)
    {
        boost::system::error_code failure;
        const auto remote = socket.remote_endpoint(failure);
        connection c{std::move(socket), failure ? std::string{"?"} : remote.address().to_string(), s->hub_,
                     s->options_};
        c.deadline = steady::now() + s->options_.handshake_timeout;
        s->all_.insert(&c);
        std::string_view why = "failed";
        try {
            why = co_await talk(s, c);
        } catch (const std::exception& e) {
            log::error("rtmp: a connection failed", {{"remote", c.remote}, {"reason", e.what()}});
        }
        s->all_.erase(&c);
        if (c.timed_out)
            why = "silent for too long";
        if (c.publication.holds())
            co_await c.publication.leave(why);
        else if (!c.published)
            log::info("rtmp: connection closed", {{"remote", c.remote}, {"reason", why}});
        boost::system::error_code ignored;
        c.socket.shutdown(tcp_socket::shutdown_both, ignored);
        c.socket.close(ignored);
        --s->connections_;
        s->leave();
    }

    // Reads until the connection is over; says why it ended.
    static task<std::string_view> talk(self s, connection& c)
    {
        rtmp::session session{{s->options_.max_message_bytes}, random_token(handshake_random_bytes)};
        std::vector<char> buffer(read_bytes);
        while (true) {
            const auto [failure, count] = co_await c.socket.async_read_some(asio::buffer(buffer), no_throw);
            if (s->stopping_)
                co_return "the server stops";
            if (failure)
                co_return failure == asio::error::eof ? "closed by the peer" : "connection lost";
            session.feed({buffer.data(), count});
            if (c.publication.holds()) {
                c.deadline = steady::now() + s->options_.idle_timeout;
                if (const auto may = c.publication.heard(count); may != publisher::verdict::ok)
                    co_return to_text(may);
            }
            while (true) {
                auto found = session.next();
                if (!found) {
                    co_await flush(c, session);
                    co_return to_text(found.error());
                }
                if (!*found)
                    break;
                const auto done = co_await react(s, c, session, std::move(**found));
                if (!done.empty()) {
                    co_await flush(c, session);
                    co_return done;
                }
            }
            if (!co_await flush(c, session))
                co_return "connection lost";
        }
    }

    static task<bool> flush(connection& c, rtmp::session& session)
    {
        const auto output = session.take_output();
        if (output.empty())
            co_return true;
        const auto [failure, count] = co_await asio::async_write(c.socket, asio::buffer(output), no_throw);
        co_return !failure;
    }

    // Handles one event; a text means that the connection is over, and why.
    static task<std::string_view> react(self s, connection& c, rtmp::session& session, rtmp::event happened)
    {
        if (auto* asked = std::get_if<rtmp::publish_asked>(&happened)) {
            const bool allowed = co_await admit(s, c, std::move(*asked));
            if (!allowed) {
                session.refuse_publish();
                co_return "publishing was refused";
            }
            session.accept_publish();
            co_return "";
        }
        if (!c.publication.holds())
            co_return "";
        if (std::holds_alternative<rtmp::unpublished>(happened)) {
            // It says good-bye in several messages; closing before the last looks like a failure to it.
            co_await c.publication.leave("finished by the publisher");
            c.deadline = steady::now() + std::chrono::seconds{3};
            co_return "";
        }
        if (const auto* says = std::get_if<rtmp::stream_metadata>(&happened)) {
            c.publication.describe(*says);
            co_return "";
        }
        co_return to_text(co_await c.publication.take(std::get<rtmp::media_arrived>(happened)));
    }

    static task<bool> admit(self s, connection& c, rtmp::publish_asked asked)
    {
        if (asked.stream_key.empty())
            co_return false;
        // The database may be slow; the client's silence is not its fault meanwhile.
        c.deadline = steady::now() + std::chrono::seconds{30};
        auto allowed = co_await s->options_.may_publish(std::move(asked.stream_key), c.remote);
        if (!allowed || s->stopping_ || c.timed_out)
            co_return false;
        if (!c.publication.claim(std::move(allowed->channel), std::move(asked.encoder)))
            co_return false;
        c.published = true;
        c.deadline = steady::now() + s->options_.idle_timeout;
        co_return true;
    }

    const executor on_;
    hub& hub_;
    const options options_;
    acceptor acceptor_;
    std::uint16_t port_ = 0;
    std::set<connection*> all_;
    bool stopping_ = false;
    std::atomic<std::size_t> connections_{0};
    // The accept loop and the connections.
    std::atomic<std::size_t> open_{0};
    news ended_;
};

rtmp_server::rtmp_server(executor on, hub& into, options with)
    : state_{std::make_shared<state>(on, into, std::move(with))}
{
}

rtmp_server::~rtmp_server() = default;

void rtmp_server::start() { state_->start(); }

std::uint16_t rtmp_server::port() const { return state_->port(); }

std::size_t rtmp_server::connections() const { return state_->connections(); }

task<> rtmp_server::stop()
{
    const auto keep = state_;
    co_await keep->stop();
}

} // namespace ahimmoyak::media
