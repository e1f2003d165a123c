#pragma once

#include "base/task.hpp"
#include "media/frame.hpp"
#include "media/hls/stream.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ahimmoyak::media {

namespace hls {

struct multivariant_playlist {};
struct media_playlist {};
struct init_segment {
    std::uint64_t number;
};
struct whole_segment {
    std::uint64_t msn;
};
struct partial_segment {
    std::uint64_t msn;
    std::uint64_t number;
};
struct unknown_resource {};

using resource =
    std::variant<unknown_resource, multivariant_playlist, media_playlist, init_segment, whole_segment, partial_segment>;

/// What a file name within a channel means: index.m3u8, video.m3u8, i1.mp4, s12.m4s, p12.3.m4s.
resource parse(std::string_view file_name);

/// The delivery directives of a raw query string ("_HLS_msn=5&_HLS_part=0"); nullopt when one is
/// malformed (answer 400). Other parameters are ignored.
std::optional<playlist_request> parse_query(std::string_view query);

} // namespace hls

/// What to send for a viewer's request, free of any HTTP library.
struct http_answer {
    unsigned status = 200;
    std::string_view content_type;
    std::string cache_control;
    /// Content-Encoding: gzip. Always send `Vary: Accept-Encoding` with a playlist.
    bool gzip = false;
    /// To be sent one after the other (gathered write), never copied.
    std::vector<shared_bytes> body;

    std::size_t size() const
    {
        std::size_t sum = 0;
        for (const auto& each : body)
            sum += each->size();
        return sum;
    }
};

struct http_request {
    /// The last part of the address: "video.m3u8".
    std::string file_name;
    /// Without the question mark; may be empty.
    std::string query;
    /// The value of Accept-Encoding; may be empty.
    std::string accept_encoding;
};

/// Answers one viewer; may wait for the next part (at most three target durations). A null stream
/// (no such broadcast) is a 404.
task<http_answer> serve(std::shared_ptr<stream> from, http_request asked);

} // namespace ahimmoyak::media
