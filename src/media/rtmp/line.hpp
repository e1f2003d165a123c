#pragma once

#include "base/task.hpp"

#include <boost/asio/buffer.hpp>

#include <memory>
#include <string_view>
#include <utility>

namespace boost::asio::ssl {
class context;
}

namespace ahimmoyak::media::rtmp {

/// The way of one connection, plain or by TLS. Used on the executor of its socket only.
class line {
public:
    using error = boost::system::error_code;

    virtual ~line() = default;

    /// What comes before the first byte of RTMP: nothing, or TLS' handshake.
    virtual task<error> greet() = 0;
    virtual task<std::pair<error, std::size_t>> read(asio::mutable_buffer into) = 0;
    virtual task<error> write(std::string_view bytes) = 0;
    /// Nothing more will be written; what was is still delivered.
    virtual void finish() = 0;
    /// At once: whoever reads or writes is told of it.
    virtual void close() = 0;
};

std::unique_ptr<line> plain_line(tcp_socket over);
std::unique_ptr<line> tls_line(tcp_socket over, std::shared_ptr<asio::ssl::context> with);

} // namespace ahimmoyak::media::rtmp
