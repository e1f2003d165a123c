#pragma once

#include "base/task.hpp"
#include "media/hls/hub.hpp"
#include "media/rtmp/certificate.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace ahimmoyak::media {

/// Leave to publish: the channel a stream key belongs to.
struct publication {
    /// As it stands in playback addresses; never the stream key.
    std::string channel;
};

/// Takes broadcasts over RTMP and gives them to the hub. All public calls are thread-safe; its work
/// runs on the executor it was given.
class rtmp_server {
public:
    /// RTMP over TLS, on a port of its own.
    struct tls_options {
        tcp::endpoint listen;
        /// Shared with whoever shows the address.
        std::shared_ptr<rtmp::certificate> certificate;
    };
    struct options {
        tcp::endpoint listen;
        std::optional<tls_options> tls{};
        /// Asked once for each publish command: the channel, or nullopt to refuse. Must not log the key.
        std::function<task<std::optional<publication>>(std::string stream_key, std::string remote_address)> may_publish;
        /// A publication became visible (its first part is out); a resumed one says so. Called again on reconnect.
        std::function<task<>(std::string channel, publication_info info)> on_started;
        /// Its publisher is gone or was cut off; follows each on_started exactly once.
        std::function<task<>(std::string channel)> on_ended;

        /// From the first byte to the publish command.
        std::chrono::milliseconds handshake_timeout{10'000};
        /// A publisher that sends nothing for this long is gone.
        std::chrono::milliseconds idle_timeout{10'000};
        /// Beyond it, a newcomer takes the place of whoever has been there longest without publishing.
        std::size_t max_connections = 1'000;
        /// Largest RTMP message: a key frame of a high bit rate fits well.
        std::uint32_t max_message_bytes = 8 * 1024 * 1024;
        /// A publisher above this, on average over five seconds, is cut off: its media would fill the memory.
        std::uint64_t max_bits_per_second = 40'000'000;
    };

    /// Both must outlive stop().
    rtmp_server(executor on, hub& into, options with);
    ~rtmp_server();
    rtmp_server(const rtmp_server&) = delete;
    rtmp_server& operator=(const rtmp_server&) = delete;

    /// Binds and begins to accept. Throws boost::system::system_error when the port is taken.
    void start();
    /// The bound ports (of use when port 0 was asked for); 0 where there is no TLS.
    std::uint16_t port() const;
    std::uint16_t tls_port() const;
    /// Connections now open.
    std::size_t connections() const;
    /// Accepts no more, cuts off publishers, returns when the last connection has ended.
    task<> stop();

private:
    class state;
    std::shared_ptr<state> state_;
};

} // namespace ahimmoyak::media
