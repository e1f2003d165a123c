#include "media/rtmp/server.hpp"

#include "base/log.hpp"
#include "base/news.hpp"
#include "base/random.hpp"
#include "media/ingest/publisher.hpp"
#include "media/rtmp/line.hpp"
#include "media/rtmp/session.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
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
// Strangers say little, and there may be many of them.
constexpr std::size_t stranger_read_bytes = 4 * 1024;
constexpr std::size_t most_ignored_bytes = 8 * 1024 * 1024;
// S1 only has to differ from connection to connection.
constexpr std::size_t handshake_random_bytes = 1'146; // 1,528 characters of base64

// One connection; used on the server's executor only.
struct connection {
    connection(std::unique_ptr<rtmp::line> over, std::string_view way, std::string from, hub& into,
               const rtmp_server::options& with)
        : line{std::move(over)}, remote{std::move(from)},
          publication{into, {with.on_started, with.on_ended, with.max_bits_per_second}, way, remote}
    {
    }

    const std::unique_ptr<rtmp::line> line;
    std::string remote;
    const steady::time_point came = steady::now();
    steady::time_point deadline{};
    bool timed_out = false;
    bool crowded_out = false;
    bool cut_off = false;

    bool published = false;
    publisher publication;
};

} // namespace

class rtmp_server::state : public std::enable_shared_from_this<rtmp_server::state> {
public:
    state(executor on, hub& into, options with) : on_{on}, hub_{into}, options_{std::move(with)}, plain_{on}, tls_{on}
    {
    }

    void start()
    {
        listen(plain_, options_.listen);
        port_ = plain_.local_endpoint().port();
        if (options_.tls) {
            listen(tls_, options_.tls->listen);
            tls_port_ = tls_.local_endpoint().port();
        }
        open_ = options_.tls ? 2 : 1;
        spawn(on_, "rtmp accept", accept(shared_from_this(), plain_));
        if (options_.tls)
            spawn(on_, "rtmps accept", accept(shared_from_this(), tls_));
        spawn(on_, "rtmp watch", watch(shared_from_this()));
    }

    std::uint16_t port() const { return port_; }
    std::uint16_t tls_port() const { return tls_port_; }
    std::size_t connections() const { return connections_; }

    task<> stop()
    {
        asio::post(on_, [self = shared_from_this()] {
            self->stopping_ = true;
            boost::system::error_code ignored;
            self->plain_.close(ignored);
            self->tls_.close(ignored);
            for (auto* each : self->all_)
                each->line->close();
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

    static void listen(acceptor& on, const tcp::endpoint& at)
    {
        on.open(at.protocol());
        on.set_option(tcp::acceptor::reuse_address{true});
        on.bind(at);
        on.listen();
    }

    static task<> accept(self s, acceptor& from)
    {
        while (!s->stopping_) {
            auto [failure, socket] = co_await from.async_accept(no_throw);
            if (s->stopping_)
                break;
            if (failure) {
                // Out of descriptors, or a client that left in the queue: take a breath and go on.
                co_await sleep_for(std::chrono::milliseconds{100});
                continue;
            }
            if (s->connections_ >= s->options_.max_connections && !s->make_room())
                continue;
            auto line = s->line_of(std::move(socket), &from == &s->tls_);
            if (!line)
                continue;
            ++s->connections_;
            ++s->open_;
            spawn(s->on_, "rtmp connection", serve(s, std::move(line)));
        }
        s->leave();
    }

    struct arrived {
        std::unique_ptr<rtmp::line> line;
        std::string_view way;
        std::string remote;
        explicit operator bool() const { return line != nullptr; }
    };

    // Nothing while there is no certificate to show.
    arrived line_of(tcp_socket socket, bool secret)
    {
        boost::system::error_code failure;
        const auto from = socket.remote_endpoint(failure);
        auto remote = failure ? std::string{"?"} : from.address().to_string();
        if (!secret)
            return {rtmp::plain_line(std::move(socket)), "rtmp", std::move(remote)};
        auto shown = options_.tls->certificate->current();
        if (!shown)
            return {};
        return {rtmp::tls_line(std::move(socket), std::move(shown)), "rtmps", std::move(remote)};
    }

    // Whoever opens connections and says nothing must not keep publishers out.
    bool make_room()
    {
        connection* oldest = nullptr;
        for (auto* each : all_)
            if (!each->published && !each->crowded_out && (!oldest || each->came < oldest->came))
                oldest = each;
        if (now_told_of_crowd())
            log::warning("rtmp: too many connections; the oldest that does not publish makes room",
                         {{"connections", connections_.load()}});
        if (!oldest)
            return false;
        oldest->crowded_out = true;
        oldest->line->close();
        return true;
    }

    bool now_told_of_crowd()
    {
        constexpr std::chrono::seconds between{60};
        const auto now = steady::now();
        if (crowd_told_ && now - *crowd_told_ < between)
            return false;
        crowd_told_ = now;
        return true;
    }

    // One timer for all connections instead of one for each read.
    static task<> watch(self s)
    {
        while (s->open_ > 0) {
            const auto now = steady::now();
            for (auto* each : s->all_)
                if (now >= each->deadline && !each->timed_out) {
                    each->timed_out = true;
                    each->line->close();
                }
            co_await sleep_for(round_of_watching);
        }
    }

    void leave()
    {
        --open_;
        ended_.tell();
    }

    static task<> serve(self s, arrived by)
    {
        connection c{std::move(by.line), by.way, std::move(by.remote), s->hub_, s->options_};
        c.deadline = steady::now() + s->options_.handshake_timeout;
        s->all_.insert(&c);
        std::string_view why = "failed";
        try {
            why = co_await talk(s, c);
        } catch (const std::exception& e) {
            log::error("rtmp: a connection failed", {{"remote", c.remote}, {"reason", e.what()}});
        }
        s->all_.erase(&c);
        if (c.timed_out && !c.cut_off)
            why = "silent for too long";
        if (c.crowded_out)
            why = "made room for others";
        if (c.publication.holds())
            co_await c.publication.leave(why);
        else if (!c.published)
            log::info("rtmp: connection closed", {{"remote", c.remote}, {"reason", why}});
        c.line->close();
        --s->connections_;
        s->leave();
    }

    // Reads until the connection is over; says why it ended.
    static task<std::string_view> talk(self s, connection& c)
    {
        if (const auto failure = co_await c.line->greet())
            co_return "TLS could not be agreed upon";
        rtmp::session session{{s->options_.max_message_bytes}, random_token(handshake_random_bytes)};
        std::vector<char> buffer(stranger_read_bytes);
        while (true) {
            const auto [failure, count] = co_await c.line->read(asio::buffer(buffer));
            if (s->stopping_)
                co_return "the server stops";
            if (failure)
                co_return failure == asio::error::eof ? "closed by the peer" : "connection lost";
            session.feed({buffer.data(), count});
            if (c.publication.holds()) {
                c.deadline = steady::now() + s->options_.idle_timeout;
                buffer.resize(read_bytes);
                if (const auto may = c.publication.heard(count); may != publisher::verdict::ok)
                    co_return co_await cut_off(c, session, to_text(may));
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
                if (!done.empty())
                    co_return co_await cut_off(c, session, done);
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
        const auto failure = co_await c.line->write(output);
        co_return !failure;
    }

    // So that the encoder can show its user more than a connection that broke. What it sends meanwhile is read: a
    // socket closed over unread bytes would take back what was just written.
    static task<std::string_view> cut_off(connection& c, rtmp::session& session, std::string_view why)
    {
        session.cut_off(why);
        co_await flush(c, session);
        if (c.publication.holds())
            co_await c.publication.leave(why);
        c.cut_off = true;
        c.deadline = steady::now() + std::chrono::seconds{1};
        c.line->finish();
        std::vector<char> ignored(stranger_read_bytes);
        for (std::size_t read = 0; read < most_ignored_bytes;) {
            const auto [failure, count] = co_await c.line->read(asio::buffer(ignored));
            if (failure)
                break;
            read += count;
        }
        co_return why;
    }

    // Handles one event; a text means that the connection is over, and why.
    static task<std::string_view> react(self s, connection& c, rtmp::session& session, rtmp::event happened)
    {
        if (auto* asked = std::get_if<rtmp::publish_asked>(&happened)) {
            const auto refusal = co_await admit(s, c, std::move(*asked));
            if (!refusal.empty()) {
                session.refuse_publish(refusal);
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

    // Why it may not publish; empty when it may.
    static task<std::string_view> admit(self s, connection& c, rtmp::publish_asked asked)
    {
        constexpr std::string_view wrong = "The stream key is not valid, or its lecture is over. Copy it again.";
        if (asked.stream_key.empty())
            co_return wrong;
        // The database may be slow; the client's silence is not its fault meanwhile.
        c.deadline = steady::now() + std::chrono::seconds{30};
        auto allowed = co_await s->options_.may_publish(std::move(asked.stream_key), c.remote);
        if (!allowed)
            co_return wrong;
        if (s->stopping_ || c.timed_out || c.crowded_out)
            co_return "The server stops, or the connection was too slow. Try again.";
        if (!c.publication.claim(std::move(allowed->channel), std::move(asked.encoder)))
            co_return "Another publisher is on air with this stream key. Stop it first; one that has fallen silent "
                      "gives way after some seconds.";
        c.published = true;
        c.deadline = steady::now() + s->options_.idle_timeout;
        co_return "";
    }

    const executor on_;
    hub& hub_;
    const options options_;
    acceptor plain_;
    acceptor tls_;
    std::uint16_t port_ = 0;
    std::uint16_t tls_port_ = 0;
    std::set<connection*> all_;
    bool stopping_ = false;
    std::optional<steady::time_point> crowd_told_;
    std::atomic<std::size_t> connections_{0};
    // The accept loops and the connections.
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

std::uint16_t rtmp_server::tls_port() const { return state_->tls_port(); }

std::size_t rtmp_server::connections() const { return state_->connections(); }

task<> rtmp_server::stop()
{
    const auto keep = state_;
    co_await keep->stop();
}

} // namespace ahimmoyak::media
