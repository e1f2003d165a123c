#include "http/server.hpp"

#include "base/log.hpp"
#include "http/connection.hpp"
#include "http/metrics.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>

#include <condition_variable>
#include <list>
#include <sys/socket.h>

namespace ahimmoyak::http {

namespace {

using acceptor = asio::basic_socket_acceptor<tcp, executor>;
using reuse_port = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

// An open connection, so that draining can close those that wait for nothing. Belongs to its thread.
struct open_connection : watched_connection {
    asio::basic_stream_socket<tcp, executor>::native_handle_type descriptor = -1;
};

constexpr std::chrono::milliseconds between_looks{500};

} // namespace

struct server::state {
    state(server_options with, runtime& on, const router& served) : options{std::move(with)}, threads{on}, site{served}
    {
    }

    struct lane { // one thread's share
        std::unique_ptr<acceptor> accepts;
        std::list<open_connection> open;
    };

    server_options options;
    runtime& threads;
    const router& site;
    std::atomic<bool> draining{false};
    std::vector<lane> lanes;
    std::uint16_t port = 0;
    std::atomic<std::size_t> connections{0};
    std::mutex mutex;
    std::condition_variable changed;
    connection_context context{options, site, draining};
    metrics::gauge open_gauge = metrics::make_gauge("ahimmoyak_http_connections", "Open HTTP connections");

    static task<> serve(std::shared_ptr<state> self, tcp_socket socket, std::size_t on);
    static task<> accept(std::shared_ptr<state> self, std::size_t on);
    static task<> end_overdue(std::shared_ptr<state> self, std::size_t on);
};

task<> server::state::serve(std::shared_ptr<state> self, tcp_socket socket, std::size_t on)
{
    auto& all = self->lanes[on].open;
    const auto mine = all.emplace(all.end());
    mine->descriptor = socket.native_handle();
    self->open_gauge.add(1);
    try {
        co_await serve_connection(stream{std::move(socket)}, self->context, *mine);
    } catch (const std::exception& failure) {
        log::error("a connection broke", {{"reason", failure.what()}});
    }
    all.erase(mine);
    self->open_gauge.add(-1);
    if (--self->connections == 0) {
        const std::lock_guard lock{self->mutex};
        self->changed.notify_all();
    }
}

task<> server::state::accept(std::shared_ptr<state> self, std::size_t on)
{
    auto& context = self->threads.at(on);
    for (;;) {
        auto [ec, socket] = co_await self->lanes[on].accepts->async_accept(context, no_throw);
        if (self->draining || ec == asio::error::operation_aborted)
            co_return;
        if (ec) {
            // Out of descriptors, or the client went away in between: wait a little rather than spin.
            log::warning("a connection could not be accepted", {{"reason", ec.message()}});
            co_await sleep_for(std::chrono::milliseconds{50});
            continue;
        }
        if (self->connections >= self->options.connections)
            continue;
        ++self->connections;
        boost::system::error_code ignored;
        socket.set_option(tcp::no_delay{true}, ignored);
        spawn(context.get_executor(), "http connection", serve(self, tcp_socket{std::move(socket)}, on));
    }
}

// What a connection waits for then ends as if the client had gone.
task<> server::state::end_overdue(std::shared_ptr<state> self, std::size_t on)
{
    while (!self->draining || !self->lanes[on].open.empty()) {
        co_await sleep_for(between_looks);
        const auto now = watched_connection::steady::now();
        for (auto& each : self->lanes[on].open)
            if (each.ends < now) {
                each.for_ever();
                ::shutdown(each.descriptor, SHUT_RDWR);
            }
    }
}

server::server(server_options with, runtime& on, const router& site)
    : state_{std::make_shared<state>(std::move(with), on, site)}
{
    auto& s = *state_;
    tcp::endpoint at{asio::ip::make_address(s.options.address), s.options.port};
    {
        // SO_REUSEPORT would let a second server share the port silently; a plain bind notices.
        acceptor probe{on.at(0)};
        probe.open(at.protocol());
        probe.set_option(asio::socket_base::reuse_address{true});
        probe.bind(at);
        at.port(probe.local_endpoint().port());
    }
    s.port = at.port();
    s.lanes.resize(on.size());
    for (std::size_t i = 0; i < on.size(); ++i) {
        auto& each = s.lanes[i].accepts;
        each = std::make_unique<acceptor>(on.at(i));
        each->open(at.protocol());
        each->set_option(asio::socket_base::reuse_address{true});
        each->set_option(reuse_port{true});
        each->bind(at);
        each->listen(1024);
    }
}

server::~server() = default;

void server::start()
{
    for (std::size_t i = 0; i < state_->threads.size(); ++i) {
        spawn(state_->threads.at(i).get_executor(), "http acceptor", state::accept(state_, i));
        spawn(state_->threads.at(i).get_executor(), "http patience", state::end_overdue(state_, i));
    }
}

std::uint16_t server::port() const { return state_->port; }

void server::drain(std::chrono::seconds limit)
{
    auto& s = *state_;
    s.draining = true;
    for (std::size_t i = 0; i < s.threads.size(); ++i)
        asio::post(s.threads.at(i), [self = state_, i] {
            boost::system::error_code ignored;
            self->lanes[i].accepts->close(ignored);
            for (auto& each : self->lanes[i].open)
                if (each.idle)
                    ::shutdown(each.descriptor, SHUT_RDWR);
        });
    std::unique_lock lock{s.mutex};
    s.changed.wait_for(lock, limit, [&] { return s.connections == 0; });
}

} // namespace ahimmoyak::http
