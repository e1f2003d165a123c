#pragma once

#include "media/result.hpp"
#include "media/rtmp/session.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

/// What a studio page sends: one binary WebSocket message is one frame of this protocol.
///
///     byte 0      version, 1
///     byte 1      type
///     byte 2      flags: 1 = key frame
///     byte 3      0
///     bytes 4–11  time in µs, big-endian, below 2^53: of the picture or sound, from any origin
///     bytes 12–   payload
///
/// Types: 1 hello (u8 tracks: 1 picture, 2 sound; u32 pictures per 1,000 s; the encoder's name in UTF-8);
/// 2 H.264 configuration (AVCDecoderConfigurationRecord); 3 Opus configuration (OpusHead); 4 picture (an access
/// unit of NAL units prefixed by their lengths, no B-frames); 5 sound (an Opus packet); 6 ping (8 bytes, which
/// come back); 7 bye. The first frame is a hello; a configuration may come again and then begins a new run.
namespace ahimmoyak::studio {

inline constexpr std::size_t header_bytes = 12;
inline constexpr std::size_t largest_configuration = 4 * 1024;
inline constexpr std::size_t largest_sound = 8 * 1024;
/// A key frame of 1080p at a high bit rate fits well.
inline constexpr std::size_t largest_picture = 1024 * 1024;
inline constexpr std::size_t largest_message = header_bytes + largest_picture;

struct hello {
    media::rtmp::stream_metadata says;
};
struct ping {
    /// What the page wrote into it, to find out how long the way is.
    std::uint64_t mark = 0;
};
struct bye {};
/// A configuration, picture or sound, as the message of RTMP that would carry it: both take one way from here.
struct medium {
    std::uint64_t microseconds = 0;
    bool timed = false; ///< a picture or sound, whose time says how late it is
    media::rtmp::media_arrived what;
};

using message = std::variant<hello, ping, bye, medium>;

/// Reads one frame. Pure; sizes are judged before anything is copied.
media::result<message> read(std::string_view frame);

} // namespace ahimmoyak::studio
