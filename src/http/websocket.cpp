#include "http/websocket.hpp"

#include "base/log.hpp"
#include "http/connection.hpp"
#include "http/handle.hpp"
#include "http/socket_bytes.hpp"

#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/container/small_vector.hpp>

#include <array>
#include <cerrno>
#include <deque>
#include <span>
#include <sys/socket.h>
#include <sys/uio.h>

namespace ahimmoyak::http {

namespace beast = boost::beast;
namespace bh = boost::beast::http;

namespace {

constexpr std::size_t most_waiting_bytes = 1U << 20U;
constexpr std::size_t most_waiting_messages = 1000;

/// Those of a thread's connections that have something to send. A message to a room of thousands wakes each thread
/// once, and does not hold it from its other connections until everybody has it.
class outbox final : public asio::execution_context::service {
public:
    inline static asio::execution_context::id id;

    explicit outbox(asio::execution_context& on) : service{on} {}

    void add(executor home, std::shared_ptr<websocket::impl> with_news)
    {
        const std::lock_guard lock{mutex_};
        waiting_.push_back(std::move(with_news));
        if (!std::exchange(called_, true))
            asio::post(home, [this, home] { send_some(home); });
    }

private:
    static constexpr std::size_t at_once = 64;

    void send_some(executor home);
    void shutdown() override { waiting_.clear(); }

    std::mutex mutex_;
    std::deque<std::shared_ptr<websocket::impl>> waiting_;
    bool called_ = false;
};

// A text frame's head; a server masks nothing (RFC 6455 §5.2).
std::size_t write_head(std::array<unsigned char, 10>& to, std::size_t size)
{
    to[0] = 0x81;
    if (size < 126) {
        to[1] = static_cast<unsigned char>(size);
        return 2;
    }
    const std::size_t bytes = size <= 0xffff ? 2 : 8;
    to[1] = bytes == 2 ? 126 : 127;
    for (std::size_t i = 0; i < bytes; ++i)
        to[2 + i] = static_cast<unsigned char>(size >> (8 * (bytes - 1 - i)));
    return 2 + bytes;
}

} // namespace

struct websocket::impl : std::enable_shared_from_this<impl> {
    explicit impl(stream from)
        : on{std::move(from)}, home{on.get_executor()}, news{asio::use_service<outbox>(home.context())}
    {
    }

    beast::websocket::stream<stream> on;
    executor home;
    outbox& news;
    beast::flat_buffer buffer;
    std::string cut_off; ///< of a frame that the kernel took in part

    std::mutex mutex;
    std::deque<std::shared_ptr<const std::string>> queue;
    std::size_t queued_bytes = 0;
    bool writing = false;
    bool over = false;
    bool close_wanted = false;
    beast::websocket::close_reason reason;

    // The next message, whose kind got_text() tells; nothing once the connection is over.
    static task<std::optional<std::string>> next(std::shared_ptr<impl> self)
    {
        self->buffer.clear();
        const auto [ec, n] = co_await self->on.async_read(self->buffer, no_throw);
        if (!ec)
            co_return beast::buffers_to_string(self->buffer.data());
        self->tear();
        co_return std::nullopt;
    }

    void tear()
    {
        beast::error_code ignored;
        {
            const std::lock_guard lock{mutex};
            over = true;
            queue.clear();
            queued_bytes = 0;
        }
        beast::get_lowest_layer(on).socket().close(ignored);
    }

    // Hands what is queued to the kernel at once, on the connection's own thread. What waits for a slow reader is left
    // to drain(), and false. Beast makes an operation of each frame.
    bool flush()
    {
        constexpr std::size_t most = 16;
        for (;;) {
            boost::container::small_vector<std::shared_ptr<const std::string>, most> sending;
            {
                const std::lock_guard lock{mutex};
                if (over || (queue.empty() && !close_wanted)) {
                    writing = false;
                    return true;
                }
                if (queue.empty())
                    return false;
                sending.assign(queue.begin(),
                               queue.begin() + static_cast<std::ptrdiff_t>(std::min(queue.size(), most)));
            }
            std::array<std::array<unsigned char, 10>, most> heads;
            std::array<iovec, 2 * most> parts;
            std::size_t count = 0;
            for (const auto& each : sending) {
                auto& head = heads[count / 2];
                parts[count++] = {head.data(), write_head(head, each->size())};
                parts[count++] = {const_cast<char*>(each->data()), each->size()};
            }
            msghdr message{};
            message.msg_iov = parts.data();
            message.msg_iovlen = count;
            const auto sent =
                ::sendmsg(beast::get_lowest_layer(on).socket().native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent < 0 && errno != EAGAIN && errno != EINTR) {
                tear();
                return true;
            }
            if (!took(sending, parts, static_cast<std::size_t>(std::max<ssize_t>(sent, 0))))
                return false;
        }
    }

    // Forgets what was sent; false when it was not all.
    bool took(std::span<const std::shared_ptr<const std::string>> sending, std::span<const iovec> parts,
              std::size_t sent)
    {
        const std::lock_guard lock{mutex};
        for (std::size_t i = 0; i < sending.size(); ++i) {
            const auto size = parts[2 * i].iov_len + parts[2 * i + 1].iov_len;
            if (sent == 0 || queue.empty())
                return false;
            queued_bytes -= sending[i]->size();
            queue.pop_front();
            if (sent < size) {
                cut_off.assign(static_cast<const char*>(parts[2 * i].iov_base), parts[2 * i].iov_len);
                cut_off.append(*sending[i]).erase(0, sent);
                return false;
            }
            sent -= size;
        }
        return true;
    }

    // Sends what is queued, one frame after another, on the connection's own thread.
    static task<> drain(std::shared_ptr<impl> self)
    {
        if (!self->cut_off.empty()) {
            auto& below = beast::get_lowest_layer(self->on);
            const auto [ec, n] = co_await asio::async_write(below, asio::buffer(self->cut_off), no_throw);
            self->cut_off.clear();
            if (ec) {
                self->tear();
                co_return;
            }
        }
        for (;;) {
            std::shared_ptr<const std::string> next;
            {
                const std::lock_guard lock{self->mutex};
                if (self->over || self->queue.empty()) {
                    self->writing = false;
                    if (self->over || !self->close_wanted)
                        co_return;
                    self->over = true;
                } else {
                    next = std::move(self->queue.front());
                    self->queue.pop_front();
                    self->queued_bytes -= next->size();
                }
            }
            if (!next) {
                co_await self->on.async_close(self->reason, no_throw);
                co_return;
            }
            const auto [ec, n] = co_await self->on.async_write(asio::buffer(*next), no_throw);
            if (ec) {
                self->tear();
                co_return;
            }
        }
    }

    void wake() { news.add(home, shared_from_this()); }
};

void outbox::send_some(executor home)
{
    std::array<std::shared_ptr<websocket::impl>, at_once> now;
    std::size_t count = 0;
    {
        const std::lock_guard lock{mutex_};
        for (; count < at_once && !waiting_.empty(); ++count) {
            now[count] = std::move(waiting_.front());
            waiting_.pop_front();
        }
        called_ = !waiting_.empty();
        if (called_)
            asio::post(home, [this, home] { send_some(home); });
    }
    for (std::size_t i = 0; i < count; ++i)
        if (!now[i]->flush())
            spawn(home, "websocket writer", websocket::impl::drain(now[i]));
}

websocket::websocket(std::shared_ptr<impl> of) : impl_{std::move(of)} {}

task<std::optional<std::string>> websocket::receive()
{
    const auto self = impl_;
    auto message = co_await impl::next(self);
    if (message && !self->on.got_text()) {
        self->tear();
        co_return std::nullopt;
    }
    co_return message;
}

void websocket::post(std::shared_ptr<const std::string> message) const
{
    {
        const std::lock_guard lock{impl_->mutex};
        if (impl_->over || impl_->close_wanted)
            return;
        impl_->queued_bytes += message->size();
        impl_->queue.push_back(std::move(message));
        if (impl_->queued_bytes > most_waiting_bytes || impl_->queue.size() > most_waiting_messages) {
            asio::post(impl_->home, [self = impl_] { self->tear(); });
            return;
        }
        if (std::exchange(impl_->writing, true))
            return;
    }
    impl_->wake();
}

void websocket::close(std::uint16_t code, std::string reason) const
{
    {
        const std::lock_guard lock{impl_->mutex};
        if (impl_->over || std::exchange(impl_->close_wanted, true))
            return;
        impl_->reason = {static_cast<beast::websocket::close_code>(code), reason.substr(0, 120)};
        if (std::exchange(impl_->writing, true))
            return;
    }
    impl_->wake();
}

void websocket::abort() const
{
    asio::post(impl_->home, [self = impl_] { self->tear(); });
}

std::size_t websocket::waiting() const
{
    const std::lock_guard lock{impl_->mutex};
    return impl_->queued_bytes;
}

namespace {

class upgrade_of_connection final : public socket_request {
public:
    upgrade_of_connection(stream& on, const bh::request<bh::empty_body>& upgrade, const request& in,
                          const std::optional<caller>& who, std::size_t message_bytes)
        : on_{on}, upgrade_{upgrade}, in_{in}, who_{who}, message_bytes_{message_bytes}
    {
    }

    const request& in() const override { return in_; }
    const std::optional<caller>& who() const override { return who_; }

    task<websocket> accept(std::string subprotocol) override
    {
        accepted = true;
        made_ = std::make_shared<websocket::impl>(std::move(on_));
        auto& ws = made_->on;
        beast::get_lowest_layer(ws).expires_never();
        beast::websocket::stream_base::timeout limits{std::chrono::seconds{15}, std::chrono::seconds{60}, true};
        ws.set_option(limits);
        ws.read_message_max(message_bytes_);
        ws.text(true);
        ws.set_option(beast::websocket::stream_base::decorator([subprotocol](beast::websocket::response_type& answer) {
            if (!subprotocol.empty())
                answer.set(bh::field::sec_websocket_protocol, subprotocol);
        }));
        const auto [ec] = co_await ws.async_accept(upgrade_, no_throw);
        if (ec)
            throw bad_request("websocket", {"WebSocket 연결에 실패했습니다.", "The WebSocket handshake failed."});
        co_return websocket{made_};
    }

    task<std::optional<std::string>> receive_bytes() { return websocket::impl::next(made_); }

    bool accepted = false;
    void finish()
    {
        if (made_)
            websocket{made_}.close(1000, "");
    }
    void tear()
    {
        if (made_)
            made_->tear();
    }

private:
    stream& on_;
    const bh::request<bh::empty_body>& upgrade_;
    const request& in_;
    const std::optional<caller>& who_;
    std::size_t message_bytes_;
    std::shared_ptr<websocket::impl> made_;
};

} // namespace

task<std::optional<std::string>> receive_bytes(socket_request& on)
{
    return dynamic_cast<upgrade_of_connection&>(on).receive_bytes();
}

task<> serve_websocket(stream connection, bh::request<bh::empty_body> upgrade, request in, const socket_route& to,
                       const connection_context& with, watched_connection& watched)
{
    // The request moved, and with it what the views point to.
    in.headers.clear();
    in.target = {upgrade.target().data(), upgrade.target().size()};
    in.path = in.target.substr(0, in.target.find('?'));
    in.query = in.path.size() < in.target.size() ? in.target.substr(in.path.size() + 1) : std::string_view{};
    for (const auto& each : upgrade)
        in.headers.push_back(
            {{each.name_string().data(), each.name_string().size()}, {each.value().data(), each.value().size()}});

    std::optional<response> refused;
    std::optional<upgrade_of_connection> handshake;
    std::optional<caller> who;
    try {
        who = co_await with.site.admit(to, in);
        handshake.emplace(connection, upgrade, in, who, to.message_bytes);
        co_await to.handle(*handshake);
        handshake->finish();
    } catch (const problem& why) {
        refused = refusal(why, in);
    } catch (const std::exception& what) {
        refused = breakdown(what, in);
    }
    if (!refused)
        co_return;
    if (handshake && handshake->accepted)
        handshake->tear();
    else
        co_await write_response(connection, std::move(*refused), in, false, with.options.write, watched);
}

} // namespace ahimmoyak::http
