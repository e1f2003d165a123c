#include "media/rtmp/line.hpp"

#include <boost/asio/ssl.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/asio/write.hpp>

namespace ahimmoyak::media::rtmp {

namespace {

void finish_writing(tcp_socket& socket)
{
    boost::system::error_code ignored;
    socket.shutdown(tcp_socket::shutdown_send, ignored);
}

void shut(tcp_socket& socket)
{
    boost::system::error_code ignored;
    socket.shutdown(tcp_socket::shutdown_both, ignored);
    socket.close(ignored);
}

template <class Stream>
task<std::pair<line::error, std::size_t>> read_from(Stream& from, asio::mutable_buffer into)
{
    const auto [failure, count] = co_await from.async_read_some(into, no_throw);
    co_return std::pair{failure, count};
}

template <class Stream>
task<line::error> write_to(Stream& to, std::string_view bytes)
{
    const auto [failure, count] = co_await asio::async_write(to, asio::buffer(bytes), no_throw);
    co_return failure;
}

class plain final : public line {
public:
    explicit plain(tcp_socket over) : socket_{std::move(over)} {}

    task<error> greet() override { co_return error{}; }
    task<std::pair<error, std::size_t>> read(asio::mutable_buffer into) override { return read_from(socket_, into); }
    task<error> write(std::string_view bytes) override { return write_to(socket_, bytes); }
    void finish() override { finish_writing(socket_); }
    void close() override { shut(socket_); }

private:
    tcp_socket socket_;
};

class tls final : public line {
public:
    tls(tcp_socket over, std::shared_ptr<asio::ssl::context> with)
        : context_{std::move(with)}, stream_{std::move(over), *context_}
    {
    }

    task<error> greet() override
    {
        const auto [failure] = co_await stream_.async_handshake(asio::ssl::stream_base::server, no_throw);
        co_return failure;
    }
    task<std::pair<error, std::size_t>> read(asio::mutable_buffer into) override
    {
        auto [failure, count] = co_await read_from(stream_, into);
        // An encoder that just hangs up leaves out TLS' good-bye; RTMP has one of its own.
        if (failure == asio::ssl::error::stream_truncated)
            failure = asio::error::eof;
        co_return std::pair{failure, count};
    }
    task<error> write(std::string_view bytes) override { return write_to(stream_, bytes); }
    void finish() override { finish_writing(stream_.next_layer()); }
    void close() override { shut(stream_.next_layer()); }

private:
    // A certificate that is exchanged meanwhile stays for who has begun with it.
    const std::shared_ptr<asio::ssl::context> context_;
    asio::ssl::stream<tcp_socket> stream_;
};

} // namespace

std::unique_ptr<line> plain_line(tcp_socket over) { return std::make_unique<plain>(std::move(over)); }

std::unique_ptr<line> tls_line(tcp_socket over, std::shared_ptr<asio::ssl::context> with)
{
    return std::make_unique<tls>(std::move(over), std::move(with));
}

} // namespace ahimmoyak::media::rtmp
