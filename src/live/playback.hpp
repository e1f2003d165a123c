#pragma once

#include "base/clock.hpp"
#include "http/router.hpp"
#include "live/lecture.hpp"
#include "media/hls/hub.hpp"

#include <string>
#include <string_view>

namespace ahimmoyak::live {

/// The right to watch: a short-lived cookie bound to one channel, checked without the database. The
/// addresses of the media are the same for everybody, so that caches can share them.
class playback_pass {
public:
    static constexpr std::chrono::seconds lifetime{600};

    /// `key` stays secret and the same over restarts, so that pages play on.
    playback_pass(std::string key, const clock& time) : key_{std::move(key)}, clock_{time} {}

    http::cookie issue(channel_id channel, bool secure) const;
    /// Whether the cookie's value opens the channel now.
    bool opens(std::string_view value, std::string_view channel) const;

private:
    std::string signature(std::string_view channel, std::string_view expires) const;

    std::string key_;
    const clock& clock_;
};

/// GET /play/{channel}/{file}: the playlists and media of a broadcast.
void add_playback(http::router& to, media::hub& from, const playback_pass& pass);

} // namespace ahimmoyak::live
