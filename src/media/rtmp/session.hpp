#pragma once

#include "media/bytes.hpp"
#include "media/result.hpp"
#include "media/rtmp/amf0.hpp"
#include "media/rtmp/chunk_reader.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace ahimmoyak::media::rtmp {

/// The codecs that Enhanced RTMP may carry here, by FourCC.
inline constexpr std::string_view video_codecs[]{"avc1", "hvc1", "av01"};
inline constexpr std::string_view audio_codecs[]{"mp4a", "Opus"};

/// A client asks to publish; answer with `accept_publish` or `refuse_publish`.
struct publish_asked {
    /// A secret: never log it.
    std::string stream_key;
    /// flashVer of the connect command, at most 128 bytes; untrusted.
    std::string encoder;
};

/// What onMetaData says, as far as it is of use; everything in it is a claim.
struct stream_metadata {
    double frames_per_second = 0;
    std::string encoder;
    /// Whether the tracks are announced at all.
    bool has_video = false;
    bool has_audio = false;
};

/// An audio or video message of the accepted publication: an FLV tag body.
struct media_arrived {
    bool video = false;
    std::uint32_t timestamp = 0;
    std::string payload;
};

struct unpublished {};

using event = std::variant<publish_asked, stream_metadata, media_arrived, unpublished>;

/// The server's side of one RTMP connection without its socket: bytes in, events and bytes out.
/// Covers the plain handshake, protocol control and the commands of publishers (RTMP 1.0 §5.2, §5.4, §7.2).
class session {
public:
    struct limits {
        std::uint32_t message_bytes = 8 * 1024 * 1024;
    };

    /// `random` is the 1,528 random bytes of S1.
    session(limits with, std::string random);

    void feed(std::string_view bytes);
    /// The next event; nothing until more bytes came. After an error close the connection.
    result<std::optional<event>> next();
    /// What is to be sent now; empties the outbox.
    std::string take_output() { return std::exchange(output_, {}); }

    void accept_publish();
    void refuse_publish(std::string_view why);
    /// Tells a publisher why its connection is about to be closed.
    void cut_off(std::string_view why);

private:
    enum class phase : std::uint8_t { greeting, echo, talking };

    bool handshake();
    std::optional<event> handle(const message& m);
    std::optional<event> handle_command(const message& m, std::string_view payload);
    std::optional<event> handle_data(std::string_view payload);
    void acknowledge();
    void send(message_type type, std::uint32_t stream_id, std::string payload);
    void reply(double transaction, const amf0::value& first, const amf0::value& second);
    void status(std::string_view level, std::string_view code, std::string_view description);

    const limits limits_;
    std::string random_;
    phase phase_ = phase::greeting;
    std::string greeting_;
    chunk_reader reader_;
    std::string output_;
    std::uint32_t sent_chunk_size_ = 128;
    std::uint64_t received_ = 0;
    std::uint64_t acknowledged_ = 0;
    std::uint32_t window_ = 2'500'000;
    std::string app_;
    std::string encoder_;
    std::uint32_t publish_stream_id_ = 1;
    bool asked_ = false;
    bool publishing_ = false;
    bool failed_handshake_ = false;
};

/// The stream key in what clients put into app and stream name: "KEY", "name?key=KEY", app "live?key=KEY".
/// Empty when there is none or it is longer than 256 bytes.
std::string stream_key_of(std::string_view app, std::string_view stream_name);

} // namespace ahimmoyak::media::rtmp
