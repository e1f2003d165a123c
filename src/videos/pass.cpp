#include "videos/pass.hpp"

#include "base/random.hpp"

#include <charconv>

namespace ahimmoyak::videos {

std::string playback_pass::signature(std::string_view which, std::string_view expires) const
{
    std::string said = "video ";
    said.append(which).append(" ").append(expires);
    return base64url(hmac_sha256(key_, said));
}

http::cookie playback_pass::issue(video_id which) const
{
    const auto name = std::to_string(which.value);
    const auto ends = std::chrono::floor<std::chrono::seconds>(clock_.now()) + lifetime;
    const auto expires = std::to_string(ends.time_since_epoch().count());
    http::cookie made;
    made.name = "video";
    made.value = expires + "." + signature(name, expires);
    made.path = "/vod/" + name;
    made.max_age_seconds = lifetime.count();
    made.secure = secure_;
    return made;
}

bool playback_pass::opens(std::string_view value, std::string_view which) const
{
    const auto dot = value.find('.');
    if (dot == std::string_view::npos)
        return false;
    const auto expires = value.substr(0, dot);
    std::int64_t seconds = 0;
    const auto [end, failure] = std::from_chars(expires.data(), expires.data() + expires.size(), seconds);
    if (failure != std::errc{} || end != expires.data() + expires.size())
        return false;
    return same_secret(value.substr(dot + 1), signature(which, expires)) &&
           clock_.now() < timestamp{std::chrono::seconds{seconds}};
}

} // namespace ahimmoyak::videos
