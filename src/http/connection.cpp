#include "http/connection.hpp"

#include "base/clock.hpp"
#include "base/log_level.hpp"
#include "base/problem.hpp"
#include "base/random.hpp"
#include "http/handle.hpp"
#include "http/metrics.hpp"
#include "http/strictness.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <array>
#include <cerrno>
#include <charconv>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace ahimmoyak::http {

namespace beast = boost::beast;
namespace bh = boost::beast::http;

namespace {

verb verb_of(bh::verb method)
{
    switch (method) {
    case bh::verb::get:
        return verb::get;
    case bh::verb::head:
        return verb::head;
    case bh::verb::post:
        return verb::post;
    case bh::verb::put:
        return verb::put;
    case bh::verb::delete_:
        return verb::remove;
    case bh::verb::options:
        return verb::options;
    default:
        return verb::other;
    }
}

// The first of ko and en that the client names; Korean when it names neither.
language language_of(std::string_view accept)
{
    while (!accept.empty()) {
        auto one = accept.substr(0, accept.find(','));
        accept.remove_prefix(std::min(accept.size(), one.size() + 1));
        while (!one.empty() && one.front() == ' ')
            one.remove_prefix(1);
        if (one.starts_with("ko"))
            return language::ko;
        if (one.starts_with("en"))
            return language::en;
    }
    return language::ko;
}

// What a proxy says of whom it speaks for. Only that of this machine is believed.
bool is_of_proxy(std::string_view name)
{
    constexpr std::string_view start = "x-forwarded-";
    return name.size() > start.size() &&
           std::equal(start.begin(), start.end(), name.begin(), [](char x, char y) { return x == (y | 0x20); });
}

void fill(request& in, const bh::request_header<>& from, std::string_view peer, bool trust_proxy)
{
    const bool trusted = trust_proxy && (peer == "127.0.0.1" || peer == "::1");
    in.method = verb_of(from.method());
    for (const auto& each : from) {
        const std::string_view name{each.name_string().data(), each.name_string().size()};
        if (trusted || !is_of_proxy(name))
            in.headers.push_back({name, {each.value().data(), each.value().size()}});
    }
    in.target = without_host({from.target().data(), from.target().size()}, in.header("host"));
    in.path = in.target.substr(0, in.target.find('?'));
    if (in.path.size() < in.target.size())
        in.query = in.target.substr(in.path.size() + 1);
    in.speaks = language_of(in.header("accept-language"));
    in.remote_address = peer;
    auto forwarded = in.header("x-forwarded-for");
    forwarded.remove_prefix(forwarded.rfind(',') + 1); // of several, the one that the proxy itself saw
    while (forwarded.starts_with(' '))
        forwarded.remove_prefix(1);
    if (is_address(forwarded))
        in.remote_address = forwarded;
}

// A short id that is unique in a log: a random prefix of the process and a count.
std::string next_request_id()
{
    static const auto prefix = random_alphanumeric(6);
    static std::atomic<std::uint64_t> count{0};
    return prefix + "-" + std::to_string(++count);
}

std::string_view reason_of(int status)
{
    const auto text = bh::obsolete_reason(static_cast<bh::status>(status));
    return {text.data(), text.size()};
}

// The Date field of now, made once a second on each thread (RFC 9110 §5.6.7).
std::string_view http_date()
{
    thread_local std::time_t at = 0;
    thread_local std::array<char, 40> text{};
    thread_local std::size_t size = 0;
    const auto now = std::time(nullptr);
    if (now != at) {
        at = now;
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    }
    return {text.data(), size};
}

std::string head_of(const response& answer, const request& in, bool keep_alive)
{
    std::string head;
    head.reserve(512);
    head.append("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ").append(reason_of(answer.status));
    head.append("\r\nDate: ").append(http_date());
    if (!answer.content_type.empty())
        head.append("\r\nContent-Type: ").append(answer.content_type);
    // RFC 9110 §8.6: no Content-Length in a 204 or 304.
    if (answer.status != 204 && answer.status != 304)
        head.append("\r\nContent-Length: ").append(std::to_string(answer.length()));
    for (const auto& [name, value] : answer.headers)
        head.append("\r\n").append(name).append(": ").append(value);
    head.append("\r\nX-Content-Type-Options: nosniff\r\nX-Request-Id: ").append(in.id);
    head.append(keep_alive ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n");
    return head;
}

task<bool> send_file(stream& connection, const file_range& file, std::chrono::seconds patience,
                     watched_connection& watched)
{
    auto& socket = connection.socket();
    socket.native_non_blocking(true);
    auto offset = static_cast<off_t>(file.offset);
    auto left = file.length;
    // Each call gives the kernel a bounded piece, so that one fast client does not hold the thread.
    constexpr std::uint64_t piece = 1U << 20U;
    while (left > 0) {
        const auto sent = ::sendfile(socket.native_handle(), *file.descriptor, &offset, std::min(left, piece));
        if (sent > 0) {
            left -= static_cast<std::uint64_t>(sent);
            continue;
        }
        if (sent == 0 || (errno != EAGAIN && errno != EINTR))
            co_return false;
        watched.within(patience);
        const auto [ec] = co_await socket.async_wait(tcp_socket::wait_write, no_throw);
        if (ec)
            co_return false;
    }
    co_return true;
}

problem too_large() { return {413, "too_large", {"보낸 내용이 너무 큽니다.", "The body is too large."}}; }

struct access_log {
    const request& in;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();

    void write(int status) const
    {
        static const auto pages = metrics::request_seconds(false);
        static const auto media = metrics::request_seconds(true);
        static const auto refused = metrics::make_counter("ahimmoyak_http_errors_total", "Answers of 500 and above");
        const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        (in.path.starts_with("/play/") ? media : pages).observe(took);
        if (status >= 500)
            refused.add();
        // Media and assets are many and say nothing; what changes something or fails is worth a line.
        const bool quiet = status < 400 && (in.method == verb::get || in.method == verb::head);
        const auto level = quiet ? log::level::debug : log::level::info;
        if (!log::writes(level))
            return;
        log::write(level, "request",
                   {{"request", in.id},
                    {"method", name_of(in.method)},
                    {"path", in.path},
                    {"status", status},
                    {"milliseconds", took * 1000},
                    {"address", in.remote_address}});
    }
};

class streamed_body final : public body_source {
public:
    streamed_body(stream& from, beast::flat_buffer& buffer, bh::request_parser<bh::buffer_body>& parser,
                  std::chrono::seconds patience, watched_connection& watched)
        : from_{from}, buffer_{buffer}, parser_{parser}, patience_{patience}, watched_{watched}
    {
        if (const auto told = parser_.content_length())
            left_ = *told;
        else
            buffer_.reserve(std::size_t{64} * 1024); // it is read by as much as it holds
    }

    std::optional<std::uint64_t> length() const override
    {
        const auto told = parser_.content_length();
        return told ? std::optional<std::uint64_t>{*told} : std::nullopt;
    }

    task<std::size_t> read(boost::asio::mutable_buffer into) override
    {
        co_await say_continue();
        if (left_)
            co_return co_await read_plain(into);
        if (parser_.is_done())
            co_return 0;
        auto& body = parser_.get().body();
        body.data = into.data();
        body.size = into.size();
        watched_.within(patience_);
        auto [ec, n] = co_await bh::async_read(from_, buffer_, parser_, no_throw);
        if (ec && ec != bh::error::need_buffer) {
            if (ec == bh::error::body_limit) {
                broken_ = true;
                throw too_large();
            }
            throw broke_off();
        }
        co_return into.size() - body.size;
    }

    bool finished() const { return (left_ ? *left_ == 0 : parser_.is_done()) && !broken_; }

private:
    problem broke_off()
    {
        broken_ = true;
        return bad_request("body_broken",
                           {"본문이 도중에 끊겼습니다. 다시 보내세요.", "The body broke off; send it again."});
    }

    // Of told length: past the parser, from the socket to where it is wanted.
    task<std::size_t> read_plain(boost::asio::mutable_buffer into)
    {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), *left_));
        if (wanted == 0)
            co_return 0;
        if (buffer_.size() > 0) { // came with the header
            const auto had = asio::buffer_copy(into, buffer_.data(), wanted);
            buffer_.consume(had);
            *left_ -= had;
            co_return had;
        }
        watched_.within(patience_);
        auto [ec, n] = co_await from_.async_read_some(asio::buffer(into, wanted), no_throw);
        if (ec)
            throw broke_off();
        *left_ -= n;
        co_return n;
    }

    // RFC 9110 §10.1.1: curl and the AWS clients wait for this before a large body.
    task<> say_continue()
    {
        if (std::exchange(continued_, true) || parser_.get()[bh::field::expect] != "100-continue")
            co_return;
        static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(from_, asio::buffer(line), no_throw);
    }

    stream& from_;
    beast::flat_buffer& buffer_;
    bh::request_parser<bh::buffer_body>& parser_;
    std::chrono::seconds patience_;
    watched_connection& watched_;
    std::optional<std::uint64_t> left_; ///< of a body whose length is told
    bool broken_ = false;
    bool continued_ = false;
};

void add_cross_origin(response& answer, const origin_policy& policy, const request& in)
{
    const auto origin = in.header("origin");
    if (origin.empty() || std::find(policy.allowed.begin(), policy.allowed.end(), origin) == policy.allowed.end())
        return;
    answer.with("Access-Control-Allow-Origin", std::string{origin});
    answer.with("Access-Control-Allow-Credentials", "true");
    // S3's clients in a page send and read fields of many names (x-amz-…, amz-sdk-…).
    const bool store = in.path.starts_with("/s3/");
    answer.with("Access-Control-Expose-Headers",
                store ? "ETag, Last-Modified, Content-Range, Accept-Ranges, Content-Length, x-amz-checksum-crc32, "
                        "x-amz-checksum-type, X-Request-Id"
                      : "ETag, Location, Retry-After, X-Request-Id");
    answer.with("Vary", "Origin");
    if (in.method == verb::options) {
        const auto asked = in.header("access-control-request-headers");
        answer.with("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE");
        answer.with("Access-Control-Allow-Headers",
                    store && !asked.empty()
                        ? std::string{asked}
                        : "Authorization, Content-Type, If-Match, Idempotency-Key, Accept-Language");
        answer.with("Access-Control-Max-Age", "600");
    }
}

// One request: how it went, and whether the connection can carry another.
class exchange_of_connection {
public:
    exchange_of_connection(stream& on, beast::flat_buffer& buffer, const connection_context& with,
                           std::string_view peer, watched_connection& watched)
        : on_{on}, buffer_{buffer}, with_{with}, peer_{peer}, watched_{watched}
    {
    }

    enum class outcome : std::uint8_t { again, over, websocket };

    task<outcome> run()
    {
        parser_.emplace();
        parser_->header_limit(with_.options.header_bytes);
        parser_->body_limit(boost::none);
        watched_.idle = true;
        watched_.within(buffer_.size() > 0 ? with_.options.header : with_.options.idle);
        const auto [ec, n] = co_await bh::async_read_header(on_, buffer_, *parser_, no_throw);
        watched_.idle = false;
        watched_.for_ever();
        if (ec)
            co_return co_await refuse_header(ec);
        fill(in_, parser_->get(), peer_, with_.options.trust_loopback_proxy);
        in_.id = next_request_id();
        const access_log logged{in_};
        if (const auto wrong = unfit(in_, parser_->get().version() >= 11))
            co_return co_await send(refusal(*wrong, in_), false, logged);
        if (beast::websocket::is_upgrade(parser_->get()))
            co_return outcome::websocket;

        const bool keep_alive = parser_->keep_alive();
        if (with_.draining)
            co_return co_await send(refusal(unavailable(), in_), false, logged);
        if (in_.method == verb::options && !in_.header("access-control-request-method").empty()) {
            response allowed;
            allowed.status = 204;
            co_return co_await send(std::move(allowed), keep_alive && parser_->is_done(), logged);
        }
        // No route that only reads looks at a body, so nothing more is read when there is none.
        if ((in_.method == verb::get || in_.method == verb::head) && parser_->is_done()) {
            auto answer = co_await http::answer(with_.site, in_, nullptr);
            co_return co_await send(std::move(answer), keep_alive, logged);
        }
        const auto found = with_.site.find(in_.method, in_.path, in_.captures);
        in_.captures.clear();
        const auto limit = found.found ? found.found->body : body_limit{};
        // Told before a byte of it is read; the connection cannot be used further.
        if (parser_->content_length() && *parser_->content_length() > limit.bytes)
            co_return co_await send(refusal(too_large(), in_), false, logged);
        if (limit.streamed) {
            bh::request_parser<bh::buffer_body> rest{std::move(*parser_)};
            rest.body_limit(limit.bytes);
            views_of(rest.get());
            streamed_body body{on_, buffer_, rest, with_.options.body, watched_};
            auto answer = co_await http::answer(with_.site, in_, &body);
            watched_.for_ever();
            const bool finished = body.finished();
            co_return co_await send(std::move(answer), keep_alive && finished, logged);
        }
        bh::request_parser<bh::string_body> rest{std::move(*parser_)};
        rest.body_limit(limit.bytes);
        views_of(rest.get());
        if (const auto refused = co_await gather(rest))
            co_return co_await send(refusal(*refused, in_), false, logged);
        in_.body = rest.get().body();
        auto answer = co_await http::answer(with_.site, in_, nullptr);
        co_return co_await send(std::move(answer), keep_alive, logged);
    }

    const request& in() const { return in_; }
    bh::request<bh::empty_body> take_upgrade() { return parser_->release(); }

private:
    task<outcome> send(response answer, bool keep_alive, const access_log& logged)
    {
        add_cross_origin(answer, with_.site.origins, in_);
        const auto status = answer.status;
        const bool sent =
            co_await write_response(on_, std::move(answer), in_, keep_alive, with_.options.write, watched_);
        logged.write(status);
        co_return (sent && keep_alive) ? outcome::again : outcome::over;
    }

    // The parser moved, and with it what the views point to.
    void views_of(const bh::request_header<>& now)
    {
        const auto id = std::move(in_.id);
        in_ = request{};
        fill(in_, now, peer_, with_.options.trust_loopback_proxy);
        in_.id = id;
    }

    task<std::optional<problem>> gather(bh::request_parser<bh::string_body>& rest)
    {
        const auto told = rest.content_length();
        if (told && rest.get()[bh::field::expect] == "100-continue") {
            static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
            co_await asio::async_write(on_, asio::buffer(line), no_throw);
        }
        watched_.within(with_.options.body);
        const auto [ec, n] = co_await bh::async_read(on_, buffer_, rest, no_throw);
        watched_.for_ever();
        if (!ec)
            co_return std::nullopt;
        if (ec == bh::error::body_limit)
            co_return too_large();
        co_return bad_request("body_broken", {"본문을 읽지 못했습니다.", "The body could not be read."});
    }

    task<outcome> refuse_header(beast::error_code ec)
    {
        if (ec == bh::error::end_of_stream || ec == beast::error::timeout || ec == asio::error::operation_aborted ||
            ec == asio::error::connection_reset || ec == asio::error::broken_pipe || ec == bh::error::partial_message)
            co_return outcome::over;
        // As far as it was read, it says which language.
        fill(in_, parser_->get(), peer_, with_.options.trust_loopback_proxy);
        in_.id = next_request_id();
        const bool large = ec == bh::error::header_limit || ec == bh::error::buffer_overflow;
        const problem why =
            large
                ? problem{431, "header_too_large",
                          say("요청 헤더는 모두 {0} KiB까지입니다. 쿠키를 지우거나 주소와 헤더를 줄이세요.",
                              "A request header has at most {0} KiB; delete cookies or shorten the address and fields.",
                              with_.options.header_bytes / 1024)}
                : bad_request("malformed_http", {"올바른 HTTP 요청이 아닙니다. 쓰는 프로그램이나 프록시를 확인하세요.",
                                                 "This is not valid HTTP; look at the program or proxy that sent it."});
        co_await write_response(on_, refusal(why, in_), in_, false, with_.options.write, watched_);
        co_return outcome::over;
    }

    stream& on_;
    beast::flat_buffer& buffer_;
    const connection_context& with_;
    std::string_view peer_;
    watched_connection& watched_;
    std::optional<bh::request_parser<bh::empty_body>> parser_;
    request in_;
};

} // namespace

namespace {

// What the kernel takes of these at once, without anybody waiting; the rest stays in `buffers`.
using pieces = boost::container::small_vector<asio::const_buffer, 8>;

bool send_at_once(int descriptor, pieces& buffers)
{
    std::array<iovec, 16> parts{};
    std::size_t count = 0;
    for (const auto& each : buffers) {
        if (count == parts.size())
            break;
        parts[count++] = {const_cast<void*>(each.data()), each.size()};
    }
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = count;
    const auto sent = ::sendmsg(descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0)
        return errno == EAGAIN || errno == EINTR;
    auto gone = static_cast<std::size_t>(sent);
    auto at = buffers.begin();
    for (; at != buffers.end() && gone >= at->size(); ++at)
        gone -= at->size();
    if (at != buffers.end())
        *at += gone;
    buffers.erase(buffers.begin(), at);
    return true;
}

} // namespace

task<bool> write_response(stream& connection, response answer, const request& in, bool keep_alive,
                          std::chrono::seconds patience, watched_connection& watched)
{
    const auto head = head_of(answer, in, keep_alive);
    const bool with_body = in.method != verb::head && answer.status != 204 && answer.status != 304;
    pieces buffers{asio::buffer(head)};
    if (with_body) {
        if (const auto* text = std::get_if<std::string>(&answer.body)) {
            buffers.push_back(asio::buffer(*text));
        } else if (const auto* many = std::get_if<gathered>(&answer.body)) {
            for (const auto& each : many->buffers)
                buffers.push_back(each);
        }
    }
    if (!send_at_once(connection.socket().native_handle(), buffers))
        co_return false;
    if (!buffers.empty()) {
        watched.within(patience);
        const auto [ec, n] = co_await asio::async_write(connection, buffers, no_throw);
        watched.for_ever();
        if (ec)
            co_return false;
    }
    if (const auto* file = std::get_if<file_range>(&answer.body); file && with_body) {
        const bool sent = co_await send_file(connection, *file, patience, watched);
        watched.for_ever();
        co_return sent;
    }
    co_return true;
}

namespace {

// A socket closed with bytes unread is reset, and the reset may destroy an answer that is still on its
// way (RFC 9112, 9.6): a client that was refused in the middle of its body would never learn why. So
// what it still sends is thrown away for a moment.
task<> hear_out(stream& connection, beast::flat_buffer& buffer, watched_connection& watched)
{
    watched.within(std::chrono::seconds{3});
    for (;;) {
        buffer.clear();
        const auto into = buffer.prepare(std::size_t{16} * 1024);
        const auto [ec, n] = co_await connection.async_read_some(into, no_throw);
        if (ec)
            co_return;
    }
}

} // namespace

task<> serve_connection(stream connection, const connection_context& with, watched_connection& watched)
{
    beast::flat_buffer buffer{
        std::max<std::size_t>(std::size_t{with.options.header_bytes} * 2, std::size_t{64} * 1024)};
    beast::error_code ignored;
    const auto from = connection.socket().remote_endpoint(ignored);
    const auto peer = from.address().is_v6() && from.address().to_v6().is_v4_mapped()
                          ? asio::ip::make_address_v4(asio::ip::v4_mapped, from.address().to_v6()).to_string()
                          : from.address().to_string();
    std::optional<exchange_of_connection> one;
    for (;;) {
        one.emplace(connection, buffer, with, peer, watched);
        const auto went = co_await one->run();
        // A request that outlasted the beginning of the drain was not seen to be idle: nobody would end it.
        if (went == exchange_of_connection::outcome::again && !with.draining)
            continue;
        if (went != exchange_of_connection::outcome::websocket)
            break;
        const auto* to = with.site.find_socket(one->in().path);
        if (!to || with.draining) {
            co_await write_response(connection,
                                    refusal(to ? unavailable() : not_found({"이 주소", "this address"}), one->in()),
                                    one->in(), false, with.options.write, watched);
            break;
        }
        // For as long as it lasts it needs nothing of the HTTP before it.
        auto in = one->in();
        auto upgrade = one->take_upgrade();
        one.reset();
        buffer.clear();
        buffer.shrink_to_fit();
        co_await serve_websocket(std::move(connection), std::move(upgrade), std::move(in), *to, with, watched);
        co_return;
    }
    connection.socket().shutdown(tcp_socket::shutdown_send, ignored);
    co_await hear_out(connection, buffer, watched);
    watched.for_ever();
}

} // namespace ahimmoyak::http
