#pragma once

#include "media/result.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ahimmoyak::media::rtmp {

/// Message types (RTMP 1.0 §5.4, §7.1).
enum class message_type : std::uint8_t {
    set_chunk_size = 1,
    abort = 2,
    acknowledgement = 3,
    user_control = 4,
    window_acknowledgement_size = 5,
    set_peer_bandwidth = 6,
    audio = 8,
    video = 9,
    data_amf3 = 15,
    command_amf3 = 17,
    data_amf0 = 18,
    command_amf0 = 20,
};

struct message {
    message_type type{};
    /// Milliseconds, modulo 2^32.
    std::uint32_t timestamp = 0;
    std::uint32_t stream_id = 0;
    std::string payload;
};

/// Puts messages together from chunks (RTMP 1.0 §5.3). Bytes go in as they come; `next` gives a
/// message, or nothing until more came. Set Chunk Size and Abort are obeyed here and not passed on.
/// After an error the stream is lost: close the connection.
class chunk_reader {
public:
    struct limits {
        /// Largest message, and the most bytes of unfinished messages together.
        std::uint32_t message_bytes = 64 * 1024;
        std::size_t chunk_streams = 64;
    };

    explicit chunk_reader(limits with) : limits_{with} {}

    /// A publisher that was let in may send larger messages than a stranger.
    void allow_message_bytes(std::uint32_t most) { limits_.message_bytes = most; }
    void feed(std::string_view bytes);
    result<std::optional<message>> next();

private:
    struct chunk_stream {
        std::uint32_t timestamp = 0;
        /// The time field of the last header: an absolute time after type 0, else a difference.
        std::uint32_t field = 0;
        bool field_is_absolute = false;
        bool extended = false;
        std::uint32_t length = 0;
        std::uint8_t type = 0;
        std::uint32_t stream_id = 0;
        bool open = false;
        std::string payload;
    };
    enum class step : std::uint8_t { more, chunk, message };

    result<step> read_chunk(message& into);
    result<> obey(const message& control);

    limits limits_;
    std::uint32_t chunk_size_ = 128;
    std::map<std::uint32_t, chunk_stream> streams_;
    std::size_t unfinished_ = 0;
    std::string buffer_;
    std::size_t at_ = 0;
};

} // namespace ahimmoyak::media::rtmp
