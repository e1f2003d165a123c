#pragma once

#include "base/clock.hpp"
#include "http/message.hpp"
#include "videos/video.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace ahimmoyak::videos {

/// The right to play one video: a short-lived cookie, checked without the database. The addresses of the media are
/// the same for all, so that caches can share them; a copied link does nothing.
class playback_pass {
public:
    static constexpr std::chrono::seconds lifetime{600};

    playback_pass(std::string key, const clock& time, bool secure) : key_{std::move(key)}, clock_{time}, secure_{secure}
    {
    }

    http::cookie issue(video_id which) const;
    /// Whether the cookie's value opens the video, whose id is given as it stands in the path.
    bool opens(std::string_view value, std::string_view which) const;

private:
    std::string signature(std::string_view which, std::string_view expires) const;

    std::string key_;
    const clock& clock_;
    bool secure_;
};

} // namespace ahimmoyak::videos
